/** Where nothing in the margin has the focus, its list has, so that keys work: also when the page gives it late. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { painted } from '../../src/ui/painted.ts';
import { button, find, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on?.end());

/** As after the frame was focused by the page. */
const comes = () => settle(() => window.dispatchEvent(new FocusEvent('focus')));

test('that comes after all is drawn goes to the list, and its keys work', async () => {
  on = await stage();
  // the window of the tests itself
  await userEvent.click(find(on.root, '.margin-head h1'));
  await settle(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  expect(document.activeElement).toBe(document.body);
  await comes();
  expect(document.activeElement).toBe(find(on.root, '.margin-scroll'));
  await userEvent.keyboard('/');
  await expect.poll(() => document.activeElement?.matches('input[type=search]')).toBe(true);
});

test('what has it keeps it', async () => {
  on = await stage();
  const button = find(on.root, '.margin-head button');
  button.focus();
  await comes();
  expect(document.activeElement).toBe(button);
});

/** The focus is nowhere, as after a press on words that take none. */
const lose = () => settle(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());

test('where a press on words took it, keys work all the same, and go on from what is in view', async () => {
  on = await stage();
  on.root.style.cssText = 'inline-size:380px;block-size:500px';
  const scroller = find(on.root, '.margin-scroll');
  await userEvent.click(find(on.root, '.margin-head h1'));
  await lose();
  expect(document.activeElement).toBe(document.body);
  await settle(() => scroller.scrollTo(0, 900));
  await userEvent.keyboard('j');
  const { activeElement } = document;
  expect(activeElement?.matches('.note-item')).toBe(true);
  const { top, bottom } = activeElement!.getBoundingClientRect();
  const seen = scroller.getBoundingClientRect();
  expect(bottom).toBeGreaterThan(seen.top);
  expect(top).toBeLessThan(seen.bottom);
  expect(scroller.scrollTop).toBeGreaterThan(600);
  await lose();
  await userEvent.keyboard('/');
  await expect.poll(() => document.activeElement?.matches('input[type=search]')).toBe(true);
  await userEvent.keyboard('{Escape}');
  await lose();
  await userEvent.keyboard('{Escape}');
  expect(on.sent.at(-1)).toEqual({ type: 'close' });
});

test('beside the text they pass by what is folded away above it', async () => {
  on = await stage();
  on.root.style.cssText = 'inline-size:380px;block-size:700px';
  const anchored = readingNotes().filter(({ target, parent }) => target.selectors.length > 0 && parent === null);
  await on.say({
    type: 'anchors',
    anchors: anchored.map(({ id }, order) => ({ id, state: 'exact', order, top: 200 + order * 900 })),
  });
  await on.say({ type: 'view', top: 0, height: 700, full: 30_000, beside: true });
  expect(find<HTMLDetailsElement>(on.root, '.apart').open).toBe(false);
  await lose();
  await userEvent.keyboard('j');
  const at = () => document.activeElement?.closest('.card')?.getAttribute('data-thread');
  expect(at()).toBe(anchored[0]!.id);
  await userEvent.keyboard('j');
  expect(at()).toBe(anchored[1]!.id);
  await userEvent.keyboard('{Home}');
  expect(at()).toBe(anchored[0]!.id);
});

test('without a focus, Escape ends what is open innermost, and only then the margin', async () => {
  on = await stage();
  await comes();
  await userEvent.keyboard('/');
  await settle(() => button(on.root, 'Reply').click());
  await expect.poll(() => on.root.querySelector('.composer')).toBeTruthy();
  const isClosed = () => on.sent.some(({ type }) => type === 'close');
  for (const open of ['.composer', '.find-bar']) {
    await lose();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => on.root.querySelector(open)).toBeNull();
    expect(isClosed()).toBe(false);
    // The list has it a frame later.
    await settle(painted);
  }
  await lose();
  await userEvent.keyboard('{Escape}');
  expect(isClosed()).toBe(true);
});

test('keys outside the list walk nowhere in it', async () => {
  on = await stage();
  const head = find(on.root, '.margin-head button');
  head.focus();
  await userEvent.keyboard('j{ArrowDown}');
  expect(document.activeElement).toBe(head);
});

test('with the list of keys open nothing behind it hears a key', async () => {
  on = await stage();
  await comes();
  await userEvent.keyboard('?');
  await expect.poll(() => document.querySelector('dialog:modal')).toBeTruthy();
  await lose();
  await userEvent.keyboard('j/');
  expect(document.activeElement?.closest('.margin-scroll, .find-bar') ?? null).toBeNull();
  await comes();
  expect(document.activeElement?.closest('.margin-scroll') ?? null).toBeNull();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
  expect(on.sent.some(({ type }) => type === 'close')).toBe(false);
});

test('"Show everything" leaves it in the field, and a message that is put away to the list', async () => {
  on = await stage();
  await comes();
  await userEvent.keyboard('/');
  await userEvent.keyboard('zzz');
  await userEvent.click(button(on.root, 'Show everything'));
  await expect.poll(() => document.activeElement?.matches('input[type=search]')).toBe(true);
  await userEvent.keyboard('{Escape}');
  const mine = readingNotes().find((note) => note.mine && note.parent === null);
  await userEvent.click(button(find(on.root, `[data-note="${mine?.id}"]`), 'Delete'));
  await expect.poll(() => on.root.querySelector('.toast')).toBeTruthy();
  await userEvent.click(button(find(on.root, '.toast'), 'Dismiss'));
  await expect.poll(() => document.activeElement).toBe(find(on.root, '.margin-scroll'));
});

test('trouble that is put away leaves it to the list', async () => {
  on = await stage(undefined, {
    sync: { state: 'unreachable', endpoint: 'https://a.example', waiting: 0, refused: 0 },
  });
  await userEvent.click(button(find(on.root, '.margin-status'), 'Dismiss'));
  await expect.poll(() => document.activeElement).toBe(find(on.root, '.margin-scroll'));
});
