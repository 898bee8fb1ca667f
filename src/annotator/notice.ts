/** One line at the foot of the page, said once: what happened and what to do. */
import type { Host } from './host.ts';

/** With `close` it can be put away without the action; one that `fades` goes by itself, unless somebody is at it. */
export type Notice = { text: string; action: string; close?: string; fades?: boolean };

/** Long enough to read a line and to reach its button by Tab. */
const STAYS_MS = 10_000;

/** Answers the way to take it away. */
export function showNotice(
  host: Host,
  document: Document,
  { text, action, close, fades }: Notice,
  act: () => void,
): () => void {
  const box = document.createElement('div');
  box.className = 'notice';
  box.setAttribute('role', 'status');
  const line = document.createElement('span');
  line.textContent = text;
  const button = (label: string, pressed: () => void): HTMLButtonElement => {
    const one = document.createElement('button');
    one.type = 'button';
    one.textContent = label;
    one.addEventListener('click', pressed);
    return one;
  };
  const remove = () => box.remove();
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
