/** Boxes of passages, in the coordinates of the document around all frames, and nothing written to get them. */
import { expect, test } from 'vitest';
import { boxesOf } from '../../src/anchoring/geometry.ts';
import { show } from './marked-page.ts';

function contentsOf(node: Node): Range {
  const range = node.ownerDocument!.createRange();
  range.selectNodeContents(node);
  return range;
}

const topOf = (range: Range): number => boxesOf([range])[0]!.top;

test('boxes are told in document coordinates, whatever the scroll', () => {
  show('<p style="margin-top:1500px">one</p><div style="height:3000px"></div><p hidden>two</p>');
  const [shown, hidden] = [...document.querySelectorAll('p')].map(contentsOf) as [Range, Range];
  const before = topOf(shown);
  expect(before).toBeGreaterThan(1400);
  window.scrollTo(0, 1000);
  expect(topOf(shown)).toBeCloseTo(before, 0);
  expect(boxesOf([shown, hidden])[1]).toBeNull();
  window.scrollTo(0, 0);
});

test('a passage in a frame lies where it is seen in the page around it', async () => {
  const frame = show(
    '<div style="height:500px"></div><iframe style="border:10px solid;width:300px;height:100px" srcdoc="<body style=margin:0><p style=margin:40px>in"></iframe><div style="height:3000px"></div>',
  ).querySelector('iframe')!;
  await expect.poll(() => frame.contentDocument?.querySelector('p')?.textContent).toBe('in');
  const range = contentsOf(frame.contentDocument!.querySelector('p')!);
  window.scrollTo(0, 60);
  const outer = frame.getBoundingClientRect();
  expect(boxesOf([range])[0]).toMatchObject({ top: outer.top + 60 + 10 + 40, left: outer.left + 10 + 40 });
  window.scrollTo(0, 0);
});

test('what is gone or empty has no box', () => {
  const container = show('<p>one</p><p>two</p>');
  const [gone, left] = [...container.querySelectorAll('p')].map(contentsOf) as [Range, Range];
  container.querySelector('p')!.remove();
  const empty = left.cloneRange();
  empty.collapse();
  expect(boxesOf([gone, empty, left]).map((box) => box !== null)).toEqual([false, false, true]);
});
