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
    const { signal } = life;
    let isPressed = false;
    let waiting: string | null = null;
    const settle = (): void => {
      const focused = waiting;
      if (focused === null || isPressed) return;
      waiting = null;
      setKept((before) => (before.focused === focused ? before : { ...before, focused }));
    };
    const focus = (event: Event): void => {
      waiting = threadOf(event) ?? waiting;
      settle();
    };
    // Cards move for the one with the focus; between press and release its buttons must not.
    const release = (): void => {
      isPressed = false;
      setTimeout(settle);
    };
    list.current?.addEventListener('pointerdown', () => (isPressed = true), { signal, capture: true });
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, release, { signal, capture: true });
    const touch = (event: Event): void => {
      const thread = threadOf(event);
      if (thread === null) return;
      setKept((before) =>
        before.touched.has(thread) ? before : { ...before, touched: new Set([...before.touched, thread]) },
      );
    };
    list.current?.addEventListener('focusin', focus, { signal });
    // `beforematch`: the browser's own search has opened what was folded.
    for (const own of ['click', 'input', 'beforematch']) list.current?.addEventListener(own, touch, { signal });
    return () => life.abort();
  }, [list]);
  return kept;
}

function threadOf({ target }: Event): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-thread]')?.dataset['thread'] ?? null) : null;
}
