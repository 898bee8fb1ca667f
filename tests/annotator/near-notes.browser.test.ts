/** Which notes the margin will show first. */
import { expect, test } from 'vitest';
import { nearNotes } from '../../src/annotator/near-notes.ts';
import { MOST_NEAR } from '../../src/protocol/from-annotator.ts';

/** Passages a hundred pixels apart. */
function placesOf(count: number) {
  const placed = Array.from({ length: count }, (_, at) => ({ id: `n${at}`, state: 'exact' as const, range: null }));
  const boxes = new Map(placed.map(({ id }, at) => [id, { top: at * 100, left: 0, width: 300, height: 20 }]));
  return { placed, boxes };
}

test('of many notes, those in sight and the first', () => {
  const near = nearNotes(placesOf(300), { top: 10_000, height: 800 });
  expect(near.slice(0, 8)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7']);
  expect(near).toContain('n100');
  expect(near).toContain('n107');
  expect(near).not.toContain('n130');
});

test('few are read at once', () => {
  expect(nearNotes(placesOf(100), { top: 0, height: 800 })).toEqual([]);
});

test('never more than may be told, and none twice', () => {
  const near = nearNotes(placesOf(300), { top: 0, height: 50_000 });
  expect(near).toHaveLength(MOST_NEAR);
  expect(new Set(near).size).toBe(MOST_NEAR);
});

test('passages without a place are never in sight', () => {
  const { placed } = placesOf(300);
  expect(nearNotes({ placed, boxes: new Map() }, { top: 0, height: 800 })).toHaveLength(8);
});
