/**
 * The marks of one tree (a document or a shadow root) with their boundaries in document order, which both painting by
 * density and finding marks under a point need.
 */
import { type Boundary, sweep } from './density.ts';
import type { Mark } from './mark.ts';
import { pointKeys } from './point-order.ts';

/** Marks in order. Made once for every painting. */
export interface MarkTree {
  readonly marks: readonly Mark[];
  /** The marks that hold the character at which a range begins. The range must lie in the tree. */
  holding(character: Range): Mark[];
  /** What several people marked. */
  crowds(): Crowd[];
}

/** A stretch that several people marked, from one DOM point to another. */
export interface Crowd {
  readonly level: number;
  readonly from: Point;
  readonly to: Point;
}

/** A DOM point. */
export interface Point {
  readonly node: Node;
  readonly offset: number;
}

/** Sorts the boundaries of marks whose ranges lie in one tree. */
export function sortMarks(marks: readonly Mark[]): MarkTree {
  const keyOf = pointKeys();
  const ends = marks
    .flatMap((mark, place): End[] => {
      const { startContainer, startOffset, endContainer, endOffset } = mark.range;
      const both = { mark, place, by: mark.by };
      return [
        { ...both, isEnd: false, node: startContainer, offset: startOffset, key: keyOf(startContainer, startOffset) },
        { ...both, isEnd: true, node: endContainer, offset: endOffset, key: keyOf(endContainer, endOffset) },
      ];
    })
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const first = new Int32Array(marks.length);
  const last = new Int32Array(marks.length);
  ends.forEach(({ place, isEnd }, at) => ((isEnd ? last : first)[place] = at));

  return {
    marks,
    holding(character) {
      // the ranges are alive, so their ends are compared as they are now
      let low = 0;
      for (let high = ends.length; low < high;) {
        const middle = (low + high) >> 1;
        const { mark, isEnd } = ends[middle]!;
        const how = isEnd ? Range.END_TO_START : Range.START_TO_START;
        if (character.compareBoundaryPoints(how, mark.range) < 0) high = middle;
        else low = middle + 1;
      }
      return marks.filter((_, place) => first[place]! < low && last[place]! >= low);
    },
    crowds: () => sweep(ends).map(({ level, from, to }) => ({ level, from: ends[from]!, to: ends[to]! })),
  };
}

interface End extends Boundary, Point {
  readonly mark: Mark;
  /** Place of the mark in the list. */
  readonly place: number;
}
