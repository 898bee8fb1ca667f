/** What has the focus in the margin has one frame around it, not two. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { find, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on?.end());

/** The elements around or at the focus that draw an outline. */
function framed(): string[] {
  const drawn: string[] = [];
  for (let at = document.activeElement; at; at = at.parentElement)
    if (getComputedStyle(at).outlineStyle !== 'none') drawn.push(at.classList[0] ?? at.localName);
  return drawn;
}

test('a thread’s first note is framed by its card, an answer by itself, a button by itself', async () => {
  on = await stage();
  const root = find(on.root, '.card:has(.thread-replies) .note-item');
  root.focus();
  await userEvent.keyboard('{Shift}');
  expect(framed()).toEqual(['card']);
  find(on.root, '.thread-replies .note-item').focus();
  expect(framed()).toEqual(['note-item']);
  find(on.root, '.card .note-actions button').focus();
  expect(framed()).toEqual(['button']);
});
