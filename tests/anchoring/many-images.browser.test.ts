/** A page with very many images is looked through in short steps, and never with more certainty than was looked for. */
import { expect, test } from 'vitest';
import { anchor, anchorSteps } from '../../src/anchoring/anchor.ts';
import { describe } from '../../src/anchoring/describe.ts';
import { imageOf } from '../../src/anchoring/images.ts';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { OUTRO } from './carry.ts';
import { show } from './marked-page.ts';

/** Words that no two images share. */
const nameOf = (at: number) => [7919, 104_729, 1_299_709].map((by) => ((at + 1) * by * by).toString(36)).join(' ');
const gallery = (count: number) =>
  Array.from({ length: count }, (_, at) => `<img alt="${nameOf(at)}" width="4" height="3">`).join('');

function describeChild(container: Element, at: number): Selector[] {
  const range = document.createRange();
  range.selectNode(container.children[at]!);
  return describe(range, buildTextIndex(document));
}

/** How often the way from a point to the next text went on to another node. */
function countSteps(work: () => void): number {
  const firstChild = Object.getOwnPropertyDescriptor(Node.prototype, 'firstChild')!;
  let count = 0;
  Object.defineProperty(Node.prototype, 'firstChild', {
    ...firstChild,
    get(this: Node) {
      count++;
      return firstChild.get!.call(this);
    },
  });
  try {
    work();
  } finally {
    Object.defineProperty(Node.prototype, 'firstChild', firstChild);
  }
  return count;
}

test('the work grows with the images, not with their square, and others have their turn', () => {
  const cost = (count: number) => {
    const container = show(gallery(count) + OUTRO);
    const selectors = describeChild(container, 100);
    const index = buildTextIndex(document);
    let steps = 0;
    let state = '';
    const nodes = countSteps(() => {
      for (const _ of anchorSteps([selectors], index, (_at, result) => (state = result.state))) steps++;
    });
    return { nodes, steps, state };
  };
  const [few, many] = [cost(400), cost(1600)];
  expect(few.state).toBe('exact');
  expect(many.state).toBe('exact');
  expect(many.nodes).toBeLessThan(6 * few.nodes);
  expect(many.steps).toBeGreaterThan(1600 / 32);
});

test('what is said of the images is read once for all notes', () => {
  const container = show(gallery(50) + OUTRO);
  const list = [10, 20, 30].map((at) => describeChild(container, at));
  const index = buildTextIndex(document);
  let asked = 0;
  const image = container.children[40]!;
  const getAttribute = image.getAttribute.bind(image);
  image.getAttribute = (name: string) => {
    if (name === 'alt') asked++;
    return getAttribute(name);
  };
  for (const selectors of list) expect(anchor(selectors, index).state).toBe('exact');
  expect(asked).toBe(1);
});

test('where there are more images than we look at, none is drawn as certain', () => {
  const selectors = describeChild(show(gallery(3000) + OUTRO), 100);
  const result = anchor(selectors, buildTextIndex(document));
  expect(result.state).toBe('unsure');
  expect(result.range && imageOf(result.range)?.getAttribute('alt')).toBe(nameOf(100));
});
