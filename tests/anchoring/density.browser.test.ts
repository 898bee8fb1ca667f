/** Boundaries sort as the document does, and the sweep counts people as counting at every place would. */
import { expect, test } from 'vitest';
import { type Boundary, levelOf, sweep } from '../../src/anchoring/density.ts';
import { pointKeys } from '../../src/anchoring/point-order.ts';
import { show } from './marked-page.ts';
import { fc } from '../laws.ts';

const WIDTH = 12;
const anyMark = fc
  .tuple(fc.nat(WIDTH), fc.nat(WIDTH), fc.option(fc.nat(6), { nil: undefined }))
  .map(([a, b, by]) => ({ start: Math.min(a, b), end: Math.max(a, b), by }));

/** Places as keys that sort by number. */
const keyOf = (place: number) => String.fromCharCode(place);

function boundariesOf(marks: readonly { start: number; end: number; by: number | undefined }[]): Boundary[] {
  return marks
    .flatMap(({ start, end, by }) => [
      { key: keyOf(start), by, isEnd: false },
      { key: keyOf(end), by, isEnd: true },
    ])
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

test('every place has the level of the people there, and neighbours of one level are one stretch', () => {
  fc.assert(
    fc.property(fc.array(anyMark, { maxLength: 14 }), (marks) => {
      const boundaries = boundariesOf(marks);
      const stretches = sweep(boundaries).map(({ level, from, to }) => ({
        level,
        from: boundaries[from]!.key.charCodeAt(0),
        to: boundaries[to]!.key.charCodeAt(0),
      }));
      const levels = Array.from({ length: WIDTH }, (_, place) => {
        const here = marks.filter(({ start, end, by }) => by !== undefined && start <= place && place < end);
        return levelOf(new Set(here.map(({ by }) => by)).size);
      });
      const swept = levels.map((_, place) => stretches.find(({ from, to }) => from <= place && place < to)?.level);
      expect(swept).toEqual(levels.map((level) => (level > 1 ? level : undefined)));
      stretches.forEach(({ level, from, to }, at) => {
        expect(from).toBeLessThan(to);
        const before = stretches[at - 1];
        if (before?.to === from) expect(before.level).not.toBe(level);
      });
    }),
  );
});

test('one person who marked a passage five times is one person', () => {
  const marks = Array.from({ length: 5 }, () => ({ start: 1, end: 4, by: 7 }));
  expect(sweep(boundariesOf(marks))).toEqual([]);
  const [stretch] = sweep(boundariesOf([...marks, { start: 2, end: 3, by: 8 }]));
  expect(stretch?.level).toBe(2);
});

test('levels are reached at two, three and five people', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(levelOf)).toEqual([0, 1, 2, 3, 3, 5, 5]);
});

test('keys of points compare as the points do', () => {
  show(`<p>one <b>two <i>three</i></b> four</p><div><div><!-- no text --></div>five</div>${'<p>six</p>'.repeat(300)}`);
  const points: [Node, number][] = [];
  const walker = document.createTreeWalker(document);
  for (let node: Node | null = document; node; node = walker.nextNode())
    // no range begins in a document type
    if (node.nodeType !== Node.DOCUMENT_TYPE_NODE)
      for (const offset of [0, Math.floor(sizeOf(node) / 2), sizeOf(node)]) points.push([node, offset]);
  const keyed = pointKeys();
  const range = document.createRange();
  const other = document.createRange();
  fc.assert(
    fc.property(fc.constantFrom(...points), fc.constantFrom(...points), ([a, atA], [b, atB]) => {
      range.setStart(a, atA);
      other.setStart(b, atB);
      const [one, two] = [keyed(a, atA), keyed(b, atB)];
      expect(one < two ? -1 : one > two ? 1 : 0).toBe(range.compareBoundaryPoints(Range.START_TO_START, other));
    }),
    { numRuns: 500 },
  );
});

function sizeOf(node: Node): number {
  return node instanceof CharacterData ? node.length : node.childNodes.length;
}
