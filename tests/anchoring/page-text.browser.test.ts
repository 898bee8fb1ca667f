/** A page that changes is read as if it were read for the first time, and what did not change is not read again. */
import { afterEach, expect, test, vi } from 'vitest';
import { PageText, buildTextIndex } from '../../src/anchoring/page-text.ts';
import { finish } from '../../src/anchoring/slices.ts';
import { show } from './marked-page.ts';
import { type Tree, grow, page, showPage, text, tree } from './random-page.ts';
import { fc } from '../laws.ts';

const observers: MutationObserver[] = [];
afterEach(() => {
  for (const one of observers.splice(0)) one.disconnect();
});

/** A reading that hears of every change, and how often text nodes were read. */
function follow(root: Node): PageText {
  const observer = new MutationObserver(() => undefined);
  observers.push(observer);
  const read = new PageText(root, {
    follow: (one) => observer.observe(one, { subtree: true, childList: true, characterData: true, attributes: true }),
    flush() {
      const records = observer.takeRecords();
      if (records.length > 0) read.changed(records);
    },
  });
  return read;
}

type Change =
  | { kind: 'put'; at: number; what: Tree | string }
  | { kind: 'write'; at: number; what: string }
  | { kind: 'remove' | 'hide' | 'unveil' | 'move' | 'split'; at: number };

const at = fc.nat({ max: 1000 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), at, what: fc.oneof(tree, text) }),
  fc.record({ kind: fc.constant('write' as const), at, what: text }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'hide' as const, 'unveil' as const, 'move' as const), at }),
  fc.record({ kind: fc.constant('split' as const), at }),
);

/** Every node under a root, shadow trees too. */
function nodesIn(root: Node): Node[] {
  const found: Node[] = [];
  for (const child of root.childNodes) found.push(child, ...nodesIn(child));
  const shadow = root instanceof Element ? root.shadowRoot : null;
  return shadow ? [...found, ...nodesIn(shadow)] : found;
}

function apply(container: Node, one: Change): void {
  const nodes = nodesIn(container);
  const node = nodes[one.at % Math.max(1, nodes.length)];
  if (!node) return grow(container, one.kind === 'put' ? [one.what] : []);
  const element = node instanceof Element ? node : node.parentElement;
  switch (one.kind) {
    case 'put': {
      const box = document.createElement('div');
      grow(box, [one.what]);
      if (box.firstChild) node.parentNode?.insertBefore(box.firstChild, node);
      break;
    }
    case 'write':
      if (node instanceof Text) node.data = one.what;
      break;
    case 'remove':
      (node as ChildNode).remove();
      break;
    case 'hide':
      element?.setAttribute('hidden', '');
      break;
    case 'unveil':
      element?.setAttribute('style', one.at % 2 ? 'visibility:hidden' : 'visibility:visible');
      break;
    case 'move':
      if (!node.contains(container)) container.appendChild(node);
      break;
    case 'split':
      if (node instanceof Text && node.length > 1) node.splitText(node.length >> 1);
  }
}

const filler = (count: number) => `<p>${'Whoever reads in company reads twice, as it is said. '.repeat(count)}</p>`;

test('after any changes the text is what a first reading gives', () => {
  fc.assert(
    fc.property(
      page,
      fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 5 }),
      fc.boolean(),
      (children, rounds, long) => {
        const container = showPage(children);
        // pages of one cell and pages of many
        if (long)
          for (let i = 0; i < 4; i++) container.insertAdjacentHTML(i % 2 ? 'afterbegin' : 'beforeend', filler(60));
        const living = follow(container);
        living.read();
        for (const round of rounds) {
          for (const one of round) apply(container, one);
          const [now, anew] = [living.read(), buildTextIndex(container)];
          expect(now.text).toBe(anew.text);
          expect(now.folded.units).toEqual(anew.folded.units);
          expect(now.folded.map).toEqual(anew.folded.map);
          const middle = now.text.length >> 1;
          const words = now.range(middle, middle + 20)?.toString();
          expect(words).toBe(anew.range(middle, middle + 20)?.toString());
        }
      },
    ),
    { numRuns: 1500 },
  );
}, 120_000);

test('a page read in steps, changing between them, ends as a first reading would', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const container = show(Array.from({ length: 30 }, (_, i) => filler(8 + (i % 40))).join(''));
      const living = follow(container);
      const steps = living.readSteps(3000);
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) {
          expect(step.value.text).toBe(buildTextIndex(container).text);
          break;
        }
        const one = changes.pop();
        if (one) apply(container, one);
      }
    }),
    { numRuns: 60 },
  );
});

test('only the changed part is read again', () => {
  const container = show(Array.from({ length: 200 }, () => filler(20)).join(''));
  const living = follow(container);
  const before = living.read();
  const paragraph = container.children[100];
  paragraph?.replaceChildren('This paragraph was written anew and is another one now.');
  const after = living.read();
  expect(after.text).toBe(buildTextIndex(container).text);
  const at = before.text.length - 500;
  expect(after.carried([at, at + 40], before)).not.toBeNull();
  const news = after.freshSince(before);
  expect(news?.text).toContain('written anew');
  expect(news?.text.length).toBeLessThan(after.text.length / 20);
});

test('nothing is read again while nothing changed', () => {
  const living = follow(show(filler(100)));
  expect(living.read()).toBe(living.read());
});

test('what was appended is all that is new', () => {
  const container = show(Array.from({ length: 50 }, () => filler(20)).join(''));
  const living = follow(container);
  const before = living.read();
  container.insertAdjacentHTML('beforeend', '<p>One more was loaded at the end of the list.</p>');
  const after = living.read();
  expect(after.carried([10, 60], before)).toEqual([10, 60]);
  expect(after.freshSince(before)?.text).toContain('One more was loaded');
});

test.each([
  ['a class on the page', (container: HTMLElement) => container.parentElement?.classList.add('secret')],
  ['a style sheet', (container: HTMLElement) => container.append(rules('.maybe{display:none}'))],
])('%s that hides words in many places is noticed', (_, act) => {
  const container = show(
    `<style>.secret .maybe{display:none}</style>${`${filler(20)}<p>Here <i class="maybe">perhaps</i>.</p>`.repeat(9)}`,
  );
  const living = follow(container);
  const shows = () => living.read().text.includes('perhaps');
  expect(shows()).toBe(true);
  act(container);
  expect(shows()).toBe(false);
  container.parentElement?.classList.remove('secret');
});

function rules(css: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = css;
  return style;
}

const LONG_PAGE = Array.from({ length: 5 }, () => filler(30)).join('');

test('what was taken out, changed outside the page and put in again is read anew', async () => {
  const container = show(`<section><p>one <i>two</i></p></section>${LONG_PAGE}`);
  const living = follow(container);
  const section = container.firstElementChild!;
  const shows = (words: string) => {
    const { text } = living.read();
    expect(text).toBe(buildTextIndex(container).text);
    return text.includes(words);
  };
  expect(shows('one two')).toBe(true);
  section.remove();
  expect(shows('one two')).toBe(false);
  // an observer hears a tree that was taken out until it was told of that
  await Promise.resolve();
  section.querySelector('i')!.textContent = 'three';
  container.prepend(section);
  expect(shows('one three')).toBe(true);
});

test('a custom element that gets its shadow tree late is read anew', () => {
  const container = show(`<div><x-late-reading>light</x-late-reading></div>${LONG_PAGE}`);
  const living = follow(container);
  expect(living.read().text).toMatch(/^light/);
  customElements.define(
    'x-late-reading',
    class extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<p>shade</p>';
      }
    },
  );
  living.changed([]);
  expect(living.read().text).toMatch(/^shade/);
});

test('a slot that is given to another element is read in its new order', () => {
  const container = show(
    '<div><template shadowrootmode="open"><slot name="b"></slot><slot></slot></template><p>one</p><p>two</p></div>',
  );
  const living = follow(container);
  expect(living.read().text).toBe('one two');
  container.firstElementChild?.lastElementChild?.setAttribute('slot', 'b');
  expect(living.read().text).toBe('two one');
});

test('a long page is read in steps of bounded size', () => {
  const living = follow(show(Array.from({ length: 400 }, () => filler(20)).join('')));
  const steps = living.readSteps(50_000);
  let count = 0;
  while (!steps.next().done) count++;
  expect(count).toBeGreaterThanOrEqual(6);
  expect(finish(living.readSteps()).text.length).toBeGreaterThan(400_000);
});

const host = `<div><template shadowrootmode="open">${'<i>a</i>'.repeat(100)}</template></div>`;

test.each([
  ['empty blocks', '<div></div>'.repeat(20_000)],
  ['blocks of one letter', '<p>a</p>'.repeat(20_000)],
  ['shadow trees in one block', `<div>${host.repeat(200)}</div>`],
])('a page of very many %s is read, and looked at again, in steps of bounded size', (_, html) => {
  const container = show(html);
  const living = follow(container);
  const asked = vi.spyOn(Element.prototype, 'checkVisibility');
  let most = 0;
  for (const _round of [1, 2]) {
    const steps = living.readSteps();
    for (let done: boolean | undefined = false; !done; most = Math.max(most, asked.mock.calls.length)) {
      asked.mockClear();
      ({ done } = steps.next());
    }
    container.append('x');
  }
  asked.mockRestore();
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(5000);
});
