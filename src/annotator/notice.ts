/** One line at the foot of the page, said once: what happened and what to do. */
import { undoKey } from '../ui/undo-key.ts';
import type { Host } from './host.ts';

/**
 * With `close` it can be put away without the action; one that `fades` goes by itself, unless somebody is at it. While it stands, the key
 * that is usual for what it offers does it too: to tab to the end of a page takes longer than it stays.
 */
export type Notice = { text: string; action: string; key?: 'undo' | 'redo'; close?: string; fades?: boolean };

/** Long enough to read a line and to reach its button by Tab. */
const STAYS_MS = 10_000;

/** Answers the way to take it away. */
export function showNotice(
  host: Host,
  document: Document,
  { text, action, key, close, fades }: Notice,
  act: () => void,
): () => void {
  const box = document.createElement('div');
  box.className = 'notice';
  box.setAttribute('role', 'status');
  const line = document.createElement('span');
  line.textContent = text;
  const button = (label: string, clicked: () => void): HTMLButtonElement => {
    const one = document.createElement('button');
    one.type = 'button';
    one.textContent = label;
    one.addEventListener('click', clicked);
    return one;
  };
  const life = new AbortController();
  const remove = () => {
    life.abort();
    box.remove();
  };
  const pressed = (event: KeyboardEvent): void => {
    // What the page has a use for is the page's.
    if (!event.isTrusted || event.defaultPrevented || !box.isConnected || undoKey(event) !== key) return;
    event.preventDefault();
    act();
  };
  if (key) document.defaultView?.addEventListener('keydown', pressed, { signal: life.signal });
  box.append(line, button(action, act));
  if (close) box.append(button(close, remove));
  host.attach();
  host.root.append(box);
  const fade = (): void => {
    if (box.matches(':hover, :focus-within')) setTimeout(fade, STAYS_MS);
    else remove();
  };
  if (fades) setTimeout(fade, STAYS_MS);
  return remove;
}
