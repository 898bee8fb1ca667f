/**
 * Threads as a list of cards. A long one has only those in the document that are near what is seen (and those that must
 * stay, use-kept.ts); assistive technology is told how many there are and which each one is.
 */
import type { RefObject, VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import { walkThread, type Thread } from '../core/thread.ts';
import type { Heights } from './heights.ts';
import type { Kept } from './use-kept.ts';
import { useWindow } from './use-window.ts';
import { piecesOf, stack } from './windowing.ts';

/** Lists of up to so many notes stand whole: the browser's own search in the page finds all of them. */
export const WHOLE = 60;

/** The space between two cards, in CSS pixels (`--s3`). */
export const GAP = 12;

export type Draw = (thread: Thread<Note>, place: { at: number; of: number }) => VNode;

export type CardsProps = {
  threads: readonly Thread<Note>[];
  draw: Draw;
  scroller: RefObject<HTMLElement | null>;
  heights: Heights;
  kept: Kept;
  /** A note that is to be shown, and may not be drawn yet. */
  wanted: string | null;
  onDrawn: () => void;
};

export function Cards({ threads, draw, scroller, heights, kept, wanted, onDrawn }: CardsProps) {
  const list = useRef<HTMLUListElement>(null);
  const heightsNow = (): number[] => threads.map(({ note }) => heights.of(note.id));
  const range = useWindow({ scroller, list, heights, tops: () => stack(heightsNow(), GAP) }, [threads]);
  const isWhole = useMemo(() => isShort(threads), [threads]);
  const drawn = isWhole ? threads.keys() : [...indices(range), ...stayingOf(threads, kept, wanted)];
  useLayoutEffect(onDrawn);
  let rooms = 0;
  return (
    <ul class="cards" ref={list}>
      {piecesOf(heightsNow(), drawn, GAP).map((piece) => {
        if ('room' in piece)
          return <li key={`room ${rooms++}`} aria-hidden="true" style={{ blockSize: `${piece.room}px` }} />;
        const thread = threads[piece.at];
        return thread && draw(thread, { at: piece.at, of: threads.length });
      })}
    </ul>
  );
}

export function indices([first, last]: readonly [number, number]): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** Also the neighbours of the card with the focus: keys go there. */
export function stayingOf(
  threads: readonly Thread<Note>[],
  { focused, touched }: Kept,
  wanted: string | null,
): number[] {
  return threads.flatMap((thread, at) => {
    const { id } = thread.note;
    if (id === focused) return [at - 1, at, at + 1];
    return touched.has(id) || (wanted !== null && holds(thread, wanted)) ? [at] : [];
  });
}

/** What is drawn costs by the note: threads may have many. */
function isShort(threads: readonly Thread<Note>[]): boolean {
  let count = 0;
  for (const thread of threads) for (const _ of walkThread(thread)) if (++count > WHOLE) return false;
  return true;
}

function holds(thread: Thread<Note>, wanted: string): boolean {
  for (const { note } of walkThread(thread)) if (note.id === wanted) return true;
  return false;
}
