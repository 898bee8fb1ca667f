/** The keys of our own pages are changed in the list of keys, by keyboard and mouse, and the library obeys them. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type KeyChoices, USUAL_KEYS } from '../../src/core/own-keys.ts';
import { NARROW, standsOut } from '../ui/narrow.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf, sampleNotes } from './sample.ts';
import { answers, button, calls, heading, show } from './stage.tsx';

const NEXT = 'Change the key for “Next note”';
const FIND = 'Change the key for “Search these notes”';
const chosen = () => calls.filter(([method]) => method === 'keys.choose').map(([, params]) => params);
const said = () => document.querySelector('.key-list [role=status]')?.textContent;
const refused = () => document.querySelector('.key-refused.field-error')?.textContent;
const listening = () => page.getByRole('application');

/** Choices come back to the page as they do from the store. */
function settings(ownKeys: KeyChoices = {}) {
  const shown = show(conversationOf([], { ownKeys }), '#settings');
  return (now: KeyChoices) => shown.library?.(conversationOf([], { ownKeys: now }));
}
async function listen(name: string): Promise<void> {
  await button(name).click();
  await expect.element(listening()).toHaveFocus();
}

describe('a key', () => {
  test('is changed by the next one, which is said, and the focus is where it was', async () => {
    const tell = settings();
    await expect.element(button(NEXT)).toBeVisible();
    (button(NEXT).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(listening()).toHaveFocus();
    await expect.element(listening()).toHaveAccessibleName('Press the new key for “Next note”');
    await expect.element(listening()).toHaveAccessibleDescription(/Escape: leave it as it is\. Backspace: no key\./);
    await expectAccessible();
    await userEvent.keyboard('n');
    await expect.poll(chosen).toEqual([{ chosen: { next: 'n' } }]);
    await expect.poll(said).toBe('The key for “Next note” is now N.');
    await expect.element(button(NEXT)).toHaveFocus();
    tell({ next: 'n' });
    await expect.element(button('Back to J for “Next note”')).toBeVisible();
    await expectAccessible();
  });

  test('may be held with others', async () => {
    settings();
    await listen(FIND);
    await userEvent.keyboard('{Control>}{Alt>}f{/Alt}{/Control}');
    await expect.poll(chosen).toEqual([{ chosen: { find: 'Control+Alt+f' } }]);
    await expect.poll(said).toBe('The key for “Search these notes” is now Ctrl+Alt+F.');
  });

  test('is turned off by Backspace, and put back by a button', async () => {
    const tell = settings();
    await listen(NEXT);
    await userEvent.keyboard('{Backspace}');
    await expect.poll(chosen).toEqual([{ chosen: { next: null } }]);
    await expect.poll(said).toBe('“Next note” has no key now.');
    tell({ next: null });
    await expect.element(page.getByText('no key', { exact: true })).toBeVisible();
    await button('Back to J for “Next note”').click();
    await expect.poll(() => chosen().at(-1)).toEqual({ chosen: { next: 'j' } });
    await expect.element(button(NEXT)).toHaveFocus();
  });

  test('stays as it was by Escape, and the dialog stays too; by Tab one goes on', async () => {
    show(conversationOf([]), '#groups');
    await expect.element(heading('Groups')).toBeVisible();
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await listen(NEXT);
    await userEvent.keyboard('{Escape}');
    await expect.poll(said).toBe('The key stays as it was.');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await expect.element(button(NEXT)).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(listening()).toHaveFocus();
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => document.querySelector('[role=application]')).toBeNull();
    await expect.element(button('Change the key for “Previous note”')).toHaveFocus();
    expect(chosen()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.querySelector('dialog')).toBeNull();
  });

  test.each<[string, string]>([
    ['k', 'K is the key for “Previous note” already. Choose another, or change that one first.'],
    ['?', '? is the key for “This list” already. Choose another, or change that one first.'],
    ['{Enter}', 'Enter means the same everywhere and stays as it is. Choose another key.'],
    [' ', 'Space means the same everywhere and stays as it is. Choose another key.'],
    ['{ArrowDown}', '↓ means the same everywhere and stays as it is. Choose another key.'],
    ['{Control>}y{/Control}', 'Ctrl+Y belongs to the browser or the system. Choose another key.'],
    ['{F5}', 'F5 belongs to the browser or the system. Choose another key.'],
    ['{Shift}', 'This key works only together with another: hold it and press that one.'],
  ])('%s is refused in words, and another is heard after it', async (pressed, words) => {
    settings();
    await listen(NEXT);
    await userEvent.keyboard(pressed);
    await expect.poll(refused).toBe(words);
    expect(said()).toBe(words);
    await expect.element(listening()).toHaveAccessibleDescription(new RegExp(words.replace(/[?.+]/g, '\\$&')));
    expect(chosen()).toEqual([]);
    await userEvent.keyboard('n');
    await expect.poll(chosen).toEqual([{ chosen: { next: 'n' } }]);
  });

  test('is not taken from an input method, from a dead key, or while one is held', async () => {
    settings();
    await listen(NEXT);
    const press = (init: KeyboardEventInit) =>
      listening()
        .element()
        .dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
    press({ key: 'n', isComposing: true });
    press({ key: 'n', repeat: true });
    expect(refused()).toBe('');
    for (const key of ['Process', 'Dead', 'Unidentified']) {
      press({ key });
      await expect.poll(refused).toContain('gives no character by itself');
    }
    expect(chosen()).toEqual([]);
  });

  test('is not lost where the one before it is still being kept', async () => {
    settings();
    const kept = Promise.withResolvers<object>();
    answers['keys.choose'] = kept.promise;
    await listen(NEXT);
    await userEvent.keyboard('n');
    await listen(FIND);
    await userEvent.keyboard('f');
    kept.resolve({ ok: true });
    await expect.poll(chosen).toEqual([{ chosen: { next: 'n' } }, { chosen: { find: 'f' } }]);
    await expect.poll(said).toBe('The key for “Search these notes” is now F.');
  });

  test('is not lost where it is the one before again', async () => {
    settings();
    await listen(NEXT);
    await userEvent.keyboard('n');
    // The page is not told of it yet.
    await listen(NEXT);
    await userEvent.keyboard('j');
    await expect.poll(chosen).toEqual([{ chosen: { next: 'n' } }, { chosen: { next: 'j' } }]);
  });

  test('is waited for while one looks at another window', async () => {
    settings();
    await listen(NEXT);
    // What a browser does then: the place stays the active element, and hears that it lost the keyboard.
    const place = listening().element();
    place.dispatchEvent(new FocusEvent('blur'));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    expect(document.activeElement).toBe(place);
    await userEvent.keyboard('n');
    await expect.poll(chosen).toEqual([{ chosen: { next: 'n' } }]);
  });

  test('that cannot be kept is said to be so', async () => {
    settings();
    answers['keys.choose'] = 'no';
    await listen(NEXT);
    await userEvent.keyboard('n');
    await expect.element(page.getByRole('alert')).toBeVisible();
    expect(said()).toBe('');
  });

  test('is not put back where another command has it meanwhile', async () => {
    settings({ next: 'n', find: 'j' });
    await button('Back to J for “Next note”').click();
    await expect.poll(refused).toContain('J is the key for “Search these notes” already.');
    expect(chosen()).toEqual([]);
  });
});

test('all are put back at once, and that is undone', async () => {
  const before: KeyChoices = { next: 'n', list: null };
  const tell = settings(before);
  await button('Back to the usual keys').click();
  await expect.poll(chosen).toEqual([{ chosen: USUAL_KEYS }]);
  tell({});
  await expect.poll(said).toBe('All keys are as usual again.');
  await expect.element(button('Undo')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => chosen().at(-1)).toEqual({ chosen: { ...USUAL_KEYS, ...before } });
  tell(before);
  await expect.poll(said).toBe('Your keys are back.');
  await expect.element(button('Back to the usual keys')).toHaveFocus();
});

test('the welcome page has the same list, and a narrow one has room for it', async () => {
  await page.viewport(NARROW.width, 800);
  show(conversationOf([], { ownKeys: { find: 'Control+Alt+f', list: null } }), '#welcome');
  await button(FIND).click();
  await userEvent.keyboard('j');
  await expect.poll(refused).toContain('J is the key for “Next note” already');
  const list = document.querySelector('.key-list');
  expect(standsOut(list ?? document)).toEqual([]);
});

describe('the library obeys', () => {
  const search = () => page.getByLabelText('Search words, quotes, tags and names');
  const row = () => document.activeElement?.closest('[data-row]')?.getAttribute('data-row');
  const withKeys = (ownKeys: KeyChoices) => conversationOf(sampleNotes(Date.now()), { ownKeys });

  test('the keys that were chosen, at once when they change', async () => {
    const shown = show(withKeys({}));
    await page.getByRole('radio', { name: 'Notes' }).click();
    await expect.poll(() => document.querySelectorAll('.note-row .row-go')).not.toHaveLength(0);
    document.querySelector<HTMLElement>('.note-row .row-go')?.focus();
    await userEvent.keyboard('jj');
    await expect.poll(row).toBe('2');
    await userEvent.keyboard('k');
    await expect.poll(row).toBe('1');
    shown.library?.(withKeys({ next: 'Shift+n', previous: null, find: ';' }));
    await expect.element(search()).toHaveAttribute('aria-keyshortcuts', ';');
    await userEvent.keyboard('jk/');
    expect(row()).toBe('1');
    await userEvent.keyboard('{Shift>}N{/Shift}');
    await expect.poll(row).toBe('2');
    await expect.poll(() => document.querySelector('.bulk-bar')).toBeNull();
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(row).toBe('3');
    await userEvent.keyboard(';');
    await expect.element(search()).toHaveFocus();
    // A choice that is ticked takes no letters: from there the key leads back.
    await page.getByRole('radio', { name: 'Readings' }).click();
    await userEvent.keyboard(';');
    await expect.element(search()).toHaveFocus();
    // In the field it is a character.
    await userEvent.keyboard(';');
    await expect.element(search()).toHaveValue(';');
  });

  test('the key of the list itself, and none where it is off', async () => {
    const shown = show(conversationOf([], { ownKeys: { list: 'h' } }), '#groups');
    await expect.element(heading('Groups')).toBeVisible();
    await userEvent.keyboard('?');
    expect(document.querySelector('dialog')).toBeNull();
    await userEvent.keyboard('h');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.querySelector('dialog')).toBeNull();
    shown.library?.(conversationOf([], { ownKeys: { list: null } }));
    await userEvent.keyboard('h?');
    expect(document.querySelector('dialog')).toBeNull();
  });
});
