/** Notes without a sure place: what their cards say, what one can do with one's own, and how it went. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import type { AnchorState } from '../../src/protocol/from-annotator.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const former = [
  {
    selectors: [{ type: 'TextQuoteSelector' as const, exact: 'the first words' }],
    replaced: '2026-11-01T12:00:00.000Z',
  },
  {
    selectors: [{ type: 'TextQuoteSelector' as const, exact: 'the second words' }],
    replaced: '2026-11-20T12:00:00.000Z',
  },
];
/** The first notes with a passage: mine, mine, a peer's, mine. */
function notesOf(): { notes: Note[]; anchored: Note[] } {
  let at = 0;
  const notes = readingNotes().map((note): Note => {
    if (note.target.selectors.length === 0) return note;
    const mine = at !== 2;
    const target = at++ === 0 ? { ...note.target, former } : note.target;
    return { ...note, target, mine, can: { ...note.can, edit: mine } };
  });
  return { notes, anchored: notes.filter(({ target }) => target.selectors.length > 0) };
}

async function staged(...states: AnchorState[]): Promise<Note[]> {
  const { notes, anchored } = notesOf();
  on = await stage(notes);
  const anchors = anchored.map(({ id }, order) => ({ id, state: states[order] ?? 'exact', order, top: null }));
  await on.say({ type: 'anchors', anchors });
  return anchored;
}
const cardOf = (note: Note | undefined) => find(on.root, `[data-note="${note?.id}"]`);
const wordsOf = (note: Note | undefined) =>
  [...cardOf(note).querySelectorAll('.note-repair button')].map(({ textContent }) => textContent);
/** What the page was told, but for which passage is looked at. */
const told = () => on.sent.filter(({ type }) => type !== 'focus');
const toast = () => on.root.querySelector('.toast')?.textContent ?? '';

describe('a card', () => {
  test('says where its passage may be, and offers only its writer to put it right', async () => {
    const [lost, unsure, theirs, sure] = await staged('lost', 'unsure', 'lost', 'exact');
    expect(find(cardOf(lost), '.quote-place').textContent).toBe('its passage is not on this page now');
    expect(find(cardOf(unsure), '.quote-place').textContent).toBe('may be here');
    expect([lost, unsure, theirs, sure].map(wordsOf)).toEqual([['Re-attach'], ['It is here', 'Re-attach'], [], []]);
    // There is nothing to go to.
    expect(cardOf(lost).querySelector('.quote-go')).toBeNull();
    expect(cardOf(unsure).querySelector('.quote-go')).not.toBeNull();
  });

  test('keeps where the note was, the newest first', async () => {
    const [moved, other] = await staged('exact');
    const history = find<HTMLDetailsElement>(cardOf(moved), '.note-history');
    expect(find(history, 'summary').textContent).toBe('Re-attached 2 times');
    await userEvent.click(find(history, 'summary'));
    expect(history.open).toBe(true);
    expect([...history.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/ · was: the second words$/),
      expect.stringMatching(/ · was: the first words$/),
    ]);
    expect(find(history, 'time').getAttribute('datetime')).toBe(former[1]?.replaced);
    expect(cardOf(other).querySelector('.note-history')).toBeNull();
  });

  test.each([
    ['wide', 420],
    ['narrow', 300],
  ])('passes axe, also while the page waits: %s', async (_name, width) => {
    // All in view: in cards that are not, colours fade over later than axe looks.
    await page.viewport(width, 4000);
    const [lost] = await staged('lost', 'unsure', 'lost', 'changed');
    await on.say({ type: 'reattaching', note: lost?.id ?? null });
    find<HTMLDetailsElement>(cardOf(lost), '.note-history').open = true;
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    expect(await axeFaults(document.documentElement)).toEqual([]);
    await page.viewport(1100, 800);
  });
});

describe('Re-attach', () => {
  test('has the page wait; a line says for what; Cancel and Escape end it and close nothing', async () => {
    const [lost] = await staged('lost');
    await userEvent.click(button(cardOf(lost), 'Re-attach'));
    await expect.poll(() => told().at(-1)).toEqual({ type: 'reattach', note: lost?.id });
    await on.say({ type: 'reattaching', note: lost?.id ?? null });
    expect(find(on.root, '.margin-dock .notice').textContent).toContain(lost?.quote);
    await userEvent.click(button(find(on.root, '.margin-dock .notice'), 'Cancel'));
    expect(told().at(-1)).toEqual({ type: 'reattach', note: null });
    await press(cardOf(lost), 'Escape');
    expect(told().at(-1)).toEqual({ type: 'reattach', note: null });
    expect(told().some(({ type }) => type === 'close')).toBe(false);
    await on.say({ type: 'reattaching', note: null });
    expect(on.root.querySelector('.margin-dock .notice')).toBeNull();
    await press(cardOf(lost), 'Escape');
    expect(told().at(-1)).toEqual({ type: 'close' });
  });

  test('by keyboard, and "It is here" too', async () => {
    const [, unsure] = await staged('exact', 'unsure');
    button(cardOf(unsure), 'It is here').focus();
    await userEvent.keyboard('{Enter}');
    expect(told().at(-1)).toEqual({ type: 'confirm', note: unsure?.id });
    button(cardOf(unsure), 'Re-attach').focus();
    await userEvent.keyboard('{Enter}');
    expect(told().at(-1)).toEqual({ type: 'reattach', note: unsure?.id });
  });

  test('a click on a button that the page has faded changes nothing and says why', async () => {
    const [, unsure] = await staged('exact', 'unsure');
    document.body.style.opacity = '0.2';
    await userEvent.click(button(cardOf(unsure), 'It is here'));
    await expect.poll(toast).toContain('Nothing was done');
    expect(told().some(({ type }) => type === 'confirm')).toBe(false);
    document.body.style.opacity = '';
  });
});

describe('how it went', () => {
  test('is said, the card is shown, and Undo takes it back', async () => {
    const [lost] = await staged('lost');
    await on.say({ type: 'reattached', note: lost?.id ?? '', done: true });
    expect(toast()).toContain('Attached to the new passage.');
    expect(document.activeElement?.getAttribute('data-note')).toBe(lost?.id);
    // The page has found it: the card goes to another section, and the focus with it.
    const card = cardOf(lost);
    await on.say({ type: 'anchors', anchors: [{ id: lost?.id ?? '', state: 'exact', order: 0, top: 0 }] });
    expect(card.isConnected).toBe(false);
    await expect.poll(() => document.activeElement).toBe(cardOf(lost));
    await userEvent.click(button(find(on.root, '.toast'), 'Undo'));
    await expect
      .poll(() => on.calls.filter(({ method }) => method === 'note.takeBackAnchor'))
      .toEqual([{ method: 'note.takeBackAnchor', params: { id: lost?.id } }]);
  });

  test('the card is followed also where the page gives the keys to the margin after it has said so', async () => {
    const [lost] = await staged('lost');
    await settle(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    document.hasFocus = () => false;
    await on.say({ type: 'reattached', note: lost?.id ?? '', done: true });
    Reflect.deleteProperty(document, 'hasFocus');
    await settle(() => window.dispatchEvent(new FocusEvent('focus')));
    expect(document.activeElement).toBe(cardOf(lost));
    await on.say({ type: 'anchors', anchors: [{ id: lost?.id ?? '', state: 'exact', order: 0, top: 0 }] });
    await expect.poll(() => document.activeElement).toBe(cardOf(lost));
  });

  test.each([
    ['was attached, where it stayed in its section', true, 'another card'],
    ['was attached, after a press on words that take no focus', true, 'words'],
    ['could not be attached', false, 'another card'],
  ])('a card that %s is not jumped to later, when another is gone', async (_what, done, at) => {
    const [note, , , other] = await staged('exact');
    await on.say({ type: 'reattached', note: note?.id ?? '', done });
    await userEvent.click(at === 'words' ? find(on.root, 'h1') : find(cardOf(other), '.note-author'));
    await settle(() => {
      if (at !== 'words') cardOf(other).focus();
      else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    on.conversation = { ...on.conversation, notes: on.conversation.notes.filter(({ id }) => id !== other?.id) };
    await on.tell({ event: 'notes', keys: null });
    await expect.poll(() => on.root.querySelector(`[data-note="${other?.id}"]`)).toBeNull();
    await expect.poll(() => document.activeElement).toBe(find(on.root, '.margin-scroll'));
  });

  test('an undo that is refused says why', async () => {
    const [lost] = await staged('lost');
    on.answers.set('note.takeBackAnchor', () => ({ ok: false, code: 'forbidden' }));
    await on.say({ type: 'reattached', note: lost?.id ?? '', done: true });
    await userEvent.click(button(find(on.root, '.toast'), 'Undo'));
    await expect.poll(toast).toContain('Your role in this group');
  });

  test('what could not be saved is said, and there is nothing to undo', async () => {
    const [lost] = await staged('lost');
    await on.say({ type: 'reattached', note: lost?.id ?? '', done: false });
    expect(toast()).toContain('could not be attached');
    expect(on.root.querySelector('.toast')?.textContent).not.toContain('Undo');
  });
});
