/** What is being written is neither lost nor shown to others than it was begun for, whatever happens meanwhile. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { draftKey } from '../../src/margin/place.ts';
import { button, find, PAGE, press, readingNotes, settle, stage, type, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const SELECTORS = [{ type: 'TextQuoteSelector' as const, exact: 'four decimals' }];
const DOCUMENT = documentKey(PAGE.url)!;
const KEY = draftKey(DOCUMENT, { kind: 'passage', selectors: SELECTORS });
const text = (): HTMLTextAreaElement => find(on.root, 'textarea');
const isOpen = (): boolean => on.root.querySelector('textarea') !== null;
const compose = (audience?: 'me' | 'group', selectors = SELECTORS) =>
  on.say({ type: 'compose', selectors, ...(audience && { audience }) });
const seenBy = (): string => find<HTMLSelectElement>(on.root, '.composer-audience select').selectedOptions[0]!.text;
const created = () => on.calls.filter(({ method }) => method === 'note.create');
const save = () => press(text(), 'Enter', { ctrlKey: true });

describe('nothing is lost', () => {
  test('what is begun while another note is being saved stays, with its draft, and the saved one has none', async () => {
    on = await stage();
    let answer: (id: { id: string }) => void = () => undefined;
    on.answers.set('note.create', () => new Promise((done) => (answer = done)));
    await compose();
    await type(text(), 'On its way');
    await save();
    expect(text().readOnly).toBe(true);
    await settle(() => button(on.root, 'Reply').click());
    await type(text(), 'Begun meanwhile');
    await settle(() => answer({ id: `${'new'.padEnd(21, '_')}A` }));
    expect(text().value).toBe('Begun meanwhile');
    await expect.poll(() => [...on.drafts.values()].map((words) => words.text)).toContain('Begun meanwhile');
    expect(on.drafts.get(KEY)).toBeUndefined();
  });

  test('where words cannot be kept, that is said and they stay; a second time they may go', async () => {
    on = await stage();
    on.answers.set('draft.write', () => {
      throw new Error('no room');
    });
    await compose();
    await type(text(), 'Precious');
    await press(text(), 'Escape');
    expect(text().value).toBe('Precious');
    expect(find(on.root, '.composer [role=alert]').textContent).toContain('could not be kept');
    await press(text(), 'Escape');
    expect(isOpen()).toBe(false);
    expect(on.root.textContent).not.toContain('draft is kept');
  });

  test('a draft whose sending failed once is sent again when the page goes', async () => {
    on = await stage();
    on.answers.set('draft.write', () => {
      throw new Error('the worker was stopped');
    });
    await compose();
    await type(text(), 'Once more');
    await new Promise((later) => setTimeout(later, 500));
    expect(on.drafts.get(KEY)).toBeUndefined();
    on.answers.clear();
    await settle(() => dispatchEvent(new Event('pagehide')));
    await expect.poll(() => on.drafts.get(KEY)?.text).toBe('Once more');
  });

  test('an edit goes on from the words it was begun from, though the note has others now', async () => {
    const mine = readingNotes().find(({ mine: isMine, can }) => isMine && can.edit)!;
    const key = draftKey(DOCUMENT, { kind: 'edit', note: mine.id });
    on = await stage(
      readingNotes(),
      {},
      {
        drafts: new Map([[key, { text: 'My change', tags: '', color: null, saw: 'as it was then' }]]),
      },
    );
    await settle(() => button(find(on.root, `[data-note="${mine.id}"]`), 'Edit').click());
    await save();
    expect(on.calls.find(({ method }) => method === 'note.edit')?.params).toMatchObject({ saw: 'as it was then' });
  });

  test('the longer end of a passage that is commented on already is taken', async () => {
    on = await stage();
    const long = 'word '.repeat(60);
    const at = (exact: string) => [{ type: 'TextQuoteSelector' as const, exact }];
    await compose('group', at(long));
    await type(text(), 'All of it');
    await compose('group', at(`${long} and more`));
    await save();
    expect(created().at(-1)?.params).toMatchObject({ target: { selectors: at(`${long} and more`) } });
  });

  test('a reply to a highlight is not empty', async () => {
    const notes = readingNotes().map((note, at) => (at === 0 ? { ...note, kind: 'highlight' as const } : note));
    on = await stage(notes);
    await settle(() => button(find(on.root, `[data-note="${notes[0]!.id}"]`), 'Reply').click());
    await save();
    expect(created()).toEqual([]);
    expect(find(on.root, '.composer [role=alert]').textContent).toContain('Write something first');
  });
});

describe('nobody else is shown it', () => {
  test('“only me” comes back with the draft, and is saved so', async () => {
    on = await stage();
    await compose('me');
    await type(text(), 'For myself');
    await expect.poll(() => on.drafts.get(KEY)).toEqual({ text: 'For myself', forMe: true });
    const { drafts } = on;
    on.end();
    on = await stage(readingNotes(), {}, { drafts });
    await expect.poll(isOpen).toBe(true);
    expect(seenBy()).toBe('Only me');
    await save();
    const own = on.conversation.groups.find(({ personal }) => personal)?.id;
    expect(created().at(-1)?.params).toMatchObject({ group: own });
  });

  test('another choice made elsewhere does not change who sees what is half written', async () => {
    const { groups } = (on = await stage()).conversation;
    on.end();
    const own = groups.find(({ personal }) => personal)!.id;
    const shared = groups.find(({ personal, role }) => !personal && role !== 'reader')!.id;
    on = await stage(readingNotes(), { writeTo: own });
    await compose();
    await type(text(), 'Half written');
    on.conversation = { ...on.conversation, writeTo: shared };
    await on.tell({ event: 'status' });
    expect(seenBy()).toBe('Only me');
    await save();
    expect(created().at(-1)?.params).toMatchObject({ group: own });
  });

  test('a passage that is marked by its words goes to the group that is shown', async () => {
    on = await stage();
    const { writeTo } = on.conversation;
    await on.say({ type: 'pick' });
    await on.say({ type: 'picked', picked: { count: 1, at: 0, quote: 'moon' } });
    await press(find(on.root, '.picker input'), 'Enter', { ctrlKey: true });
    await expect.poll(() => on.sent.at(-1)).toEqual({ type: 'mark', what: 'highlight' });
    expect(on.calls.findLast(({ method }) => method === 'group.choose')?.params).toEqual({ group: writeTo });
  });
});

test('Comment and Reply take the focus, also where a draft was kept', async () => {
  on = await stage(readingNotes(), {}, { drafts: new Map([[KEY, { text: 'From yesterday' }]]) });
  await compose();
  await expect.poll(() => document.activeElement === text()).toBe(true);
});
