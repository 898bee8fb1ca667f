/** Our test of what lies under a point gives the same answers as the browser's own, at every point of a page. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Mark } from '../../src/anchoring/mark.ts';
import { type Painter, createPainter } from '../../src/anchoring/painter.ts';
import { show } from './marked-page.ts';

let painter: Painter;
beforeEach(() => (painter = createPainter(document)));
afterEach(() => painter.destroy());

const PAGES: Record<string, string> = {
  'overlapping marks, line gaps and empty places': `<div style="width:220px;font:16px/40px serif"><p>one two three four five six seven eight nine ten</p>
    <p style="text-align:right">eleven twelve</p><ul><li>thirteen<br>fourteen</li></ul></div>`,
  'text from right to left, and both in one line':
    '<div dir="rtl" style="width:260px;font:18px/32px serif"><p>في الهامش متسع للجميع one two كلمات أخرى في السطر نفسه</p></div>',
  'a shadow tree in a shadow tree':
    '<p>before</p><div><template shadowrootmode="open"><p>some shaded words</p><section><template shadowrootmode="open">and deeper ones</template></section></template></div><p>after</p>',
  'marks across elements, pairs and marks on letters':
    '<p style="font-size:24px">plain <b>bold <i>and</i></b> 😀😀 e\u0301e\u0301 <span style="white-space:pre">  wide   </span></p>',
  'columns and a table':
    '<div style="columns:3;width:400px">one two three four five six seven eight nine ten eleven twelve thirteen</div><table><td>left cell<td>right cell</table>',
};

test.each(Object.entries(PAGES))('%s', (_, html) => {
  const container = show(html);
  const texts = textsIn(container);
  const marks: Mark[] = [];
  for (const root of new Set(texts.map((text) => text.getRootNode()))) {
    const inside = texts.filter((text) => text.getRootNode() === root);
    // whole characters, as anchors are: every third word boundary to one further on
    const places = inside.flatMap((text) =>
      [...text.data.matchAll(/(?:\b|(?<=\s)(?=\S))(?!\p{M})/gu)].map(({ index }) => [text, index] as const),
    );
    places.forEach(([text, at], number) => {
      const [other, end] = places[Math.min(number + 1 + ((number * 7) % 5), places.length - 1)]!;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(other, end);
      if (!range.collapsed && number % 3 !== 1) marks.push({ id: `${marks.length}`, range, style: 'peer', by: number });
    });
  }
  painter.paint(marks);
  const points: [number, number][] = [];
  const { left, top, right, bottom } = container.getBoundingClientRect();
  for (let y = top - 5.5; y < bottom + 5; y += 5) for (let x = left - 5.5; x < right; x += 3) points.push([x, y]);

  const shadowRoots = [...new Set(texts.map((text) => text.getRootNode()))].filter(
    (root) => root instanceof ShadowRoot,
  );
  const natively = points.map(([x, y]) => {
    const hits = (CSS.highlights as unknown as Native).highlightsFromPoint(x, y, { shadowRoots });
    const ranges = new Set(hits.flatMap((hit) => hit.ranges));
    return marks.filter(({ range }) => ranges.has(range)).map(({ id }) => id);
  });
  const ourWay = points.map(([x, y]) => painter.at(x, y));
  expect(natively.filter((ids) => ids.length > 0).length).toBeGreaterThan(20);
  expect(natively.filter((ids) => ids.length === 0).length).toBeGreaterThan(20);
  const apart = points.flatMap(([x, y], at) =>
    natively[at]!.toSorted().join() === ourWay[at]!.toSorted().join()
      ? []
      : [{ x, y, natively: natively[at], ourWay: ourWay[at] }],
  );
  expect(apart).toEqual([]);
});

type Native = {
  highlightsFromPoint(x: number, y: number, options: { shadowRoots: ShadowRoot[] }): { ranges: AbstractRange[] }[];
};

function textsIn(root: Node): Text[] {
  if (root instanceof Text) return root.data.trim() === '' ? [] : [root];
  const inner = root instanceof Element && root.shadowRoot ? textsIn(root.shadowRoot) : [];
  return [...inner, ...[...root.childNodes].flatMap(textsIn)];
}
