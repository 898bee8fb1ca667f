/**
 * A list of very many rows of one height, of which only those in sight are in the document. The page itself scrolls; the
 * arrow keys, Page Up and Down, Home and End go from row to row, and so do the keys that its reader has for that.
 */
import type { ComponentChild } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OwnKeys } from '../../core/own-keys.ts';
import { commandFor } from '../../ui/pressed-chord.ts';

type Props = {
  label: string;
  count: number;
  /** Height of a row, in rem. */
  height: number;
  /** Draws a row; what has the class `row-go` in it is what is focused. */
  draw: (index: number, isFocused: boolean) => ComponentChild;
  /** What is drawn changes to these rows, `to` excluded. */
  onRange: (from: number, to: number) => void;
  keys: OwnKeys;
  /** A key on a row; answers whether it was used. `next`: the row that the focus goes to. */
  onKey?: ((event: KeyboardEvent, index: number, next: number | null) => boolean) | undefined;
};

/** Rows drawn above and below what is seen. */
const SPARE = 6;

export function VirtualList({ label, count, height, draw, onRange, keys, onKey }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [unit, setUnit] = useState(rem);
  const rowHeight = height * unit;
  // Those that a window has room for: where the list begins in it is not known before it is laid out.
  const room = Math.ceil(innerHeight / rowHeight);
  const [range, setRange] = useState({ from: 0, to: Math.min(count, room) });
  const [focused, setFocused] = useState(0);
  const wanted = useRef<number | null>(null);
  const current = Math.min(focused, Math.max(0, count - 1));
  const look = useCallback(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const from = Math.max(0, Math.floor(-top / rowHeight) - SPARE);
    const to = Math.min(count, Math.ceil((innerHeight - top) / rowHeight) + SPARE);
    setRange((before) => (before.from === from && before.to === to ? before : { from, to: Math.max(from, to) }));
    setUnit(rem());
  }, [count, rowHeight]);
  // To look lays out all that has just been made. What is in sight is drawn without it, and the rest behind that; but who
  // has scrolled may be far from where the new list is.
  useLayoutEffect(() => {
    if (range.from > 0) look();
  }, [look]);
  useEffect(look, [look]);
  useEffect(() => {
    const life = new AbortController();
    addEventListener('scroll', look, { signal: life.signal, passive: true });
    addEventListener('resize', look, { signal: life.signal });
    return () => life.abort();
  }, [look]);
  useEffect(() => onRange(range.from, range.to), [range, onRange]);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] .row-go`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  const goTo = (index: number): void => {
    wanted.current = index;
    setFocused(index);
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const above = top + index * rowHeight;
    // Room for what sticks to the edges.
    const edge = rowHeight / 2;
    if (above < edge) scrollBy(0, above - edge);
    else if (above + rowHeight > innerHeight - edge) scrollBy(0, above + rowHeight - innerHeight + edge);
    look();
  };
  const pressed = (event: KeyboardEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    if (!row || event.isComposing) return;
    const command = commandFor(event, keys);
    if (command === null && (event.ctrlKey || event.metaKey || event.altKey)) return;
    const index = Number(row.getAttribute('data-row'));
    const next = nextOf(command ?? event.key, index, count, Math.max(1, Math.floor(innerHeight / rowHeight) - 1));
    const isUsed = onKey?.(event, index, next) === true;
    if (next === null && !isUsed) return;
    event.preventDefault();
    event.stopPropagation();
    if (next !== null) goTo(next);
  };
  const end = Math.min(count, range.from === 0 ? Math.max(range.to, room) : range.to);
  const indexes = Array.from({ length: Math.max(0, end - range.from) }, (_, at) => range.from + at);
  // The focus stays in the document wherever the reader scrolls.
  if (count > 0 && !indexes.includes(current)) indexes.push(current);
  return (
    <ul ref={list} class="virtual" aria-label={label} style={{ blockSize: `${count * height}rem` }} onKeyDown={pressed}>
      {indexes.map((index) => (
        <li
          key={index}
          class="virtual-row"
          data-row={index}
          aria-posinset={index + 1}
          aria-setsize={count}
          style={{ blockSize: `${height}rem`, insetBlockStart: `${index * height}rem` }}
          onFocusIn={() => setFocused(index)}
        >
          {draw(index, index === current)}
        </li>
      ))}
    </ul>
  );
}

function nextOf(key: string, index: number, count: number, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    next: 1,
    ArrowUp: -1,
    previous: -1,
    PageDown: page,
    PageUp: -page,
  };
  const step = steps[key];
  if (step !== undefined) return Math.min(count - 1, Math.max(0, index + step));
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
