/**
 * Which cards must stay in the document wherever the list is: the one with the focus, and those in which something was
 * pressed or typed, since what is open or half written in them is nowhere else.
 */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export type Kept = {
  /** The thread that has the focus, or had it last. */
  focused: string | null;
  touched: ReadonlySet<string>;
};

const NOTHING: Kept = { focused: null, touched: new Set() };

export function useKept(list: RefObject<HTMLElement | null>): Kept {
  const [kept, setKept] = useState(NOTHING);
  useEffect(() => {
    const life = new AbortController();
    const focus = (event: Event): void => {
      const focused = threadOf(event);
      if (focused !== null) setKept((before) => (before.focused === focused ? before : { ...before, focused }));
    };
    const touch = (event: Event): void => {
      const thread = threadOf(event);
      if (thread === null) return;
      setKept((before) =>
        before.touched.has(thread) ? before : { ...before, touched: new Set([...before.touched, thread]) },
      );
    };
    list.current?.addEventListener('focusin', focus, { signal: life.signal });
    // `beforematch`: the browser's own search has opened what was folded.
    for (const own of ['click', 'input', 'beforematch'])
      list.current?.addEventListener(own, touch, { signal: life.signal });
    return () => life.abort();
  }, [list]);
  return kept;
}

function threadOf({ target }: Event): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-thread]')?.dataset['thread'] ?? null) : null;
}
