/** What a content script gets, and what a hostile page beside it does not. */
import { expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { identifyDocument } from '../../src/core/document.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { isOf } from '../../src/background/page-handlers.ts';
import type { Store } from '../../src/store/database.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { createNote } from '../../src/store/write-note.ts';
import { fields } from '../store/open-test-store.ts';
import { sources } from '../sync/device.ts';
import { PAGE, content, facts, openBackground, page, says } from './open-background.ts';

/** A large group that has notes of the page, and holds those of opened pages only. */
async function holdByDocument(db: Store) {
  const group = await createGroup(db, 'Hall', sources);
  const hash = documentHash(group, identifyDocument(facts())?.keys[0] ?? '');
  await db.holdings.put({ group, choice: 'opened', notes: 9, bytes: 9 });
  await db.known.put({ group, bucket: hash.slice(0, 2), hashes: [hash] });
  return { group, hash, wanted: () => db.opened.toArray() };
}

const selectors: Selector[] = [{ type: 'TextQuoteSelector', exact: 'the passage' }];

test('whether there are any is told; without any the badge says so', async () => {
  const { fromContent, write, badge } = openBackground();
  expect(await fromContent['page.look'](says(), content())).toEqual({ hasPassages: false });
  expect(badge.get(1)).toBe(0);
  await write('secret words');
  expect(await fromContent['page.look'](says(), content())).toEqual({ hasPassages: true });
  // The owner may decline by a header, which the second script reads before it asks.
  expect(badge.get(1)).toBe(0);
  const head = [{ kind: 'canonical\n\n', value: PAGE }];
  const other = `${PAGE}?view=print`;
  expect(await fromContent['page.look'](says({ url: other, head }), content(other))).toEqual({ hasPassages: true });
});

test('notes on the whole page are counted, and where a header declines only private ones', async () => {
  const { fromContent, device, write, badge, declining } = openBackground();
  const group = await createGroup(device.db, 'Circle', sources);
  const whole = { ...fields().target, selectors: [] };
  await write('of the group', group, whole);
  expect(await fromContent['page.look'](says(), content())).toEqual({ hasPassages: false });
  expect(badge.get(1)).toBe(1);
  declining.add(1);
  await fromContent['page.look'](says(), content());
  expect(badge.get(1)).toBe(0);
  const { personal } = await readIdentity(device.db);
  await write('for me', personal, whole);
  await fromContent['page.look'](says(), content());
  expect(badge.get(1)).toBe(1);
});

test('where a header declines no passages of a group are told of, and private ones are', async () => {
  const { fromContent, device, write, badge, declining, gone } = openBackground();
  const group = await createGroup(device.db, 'Circle', sources);
  await write('of the group', group);
  declining.add(1);
  // The page would see that the second script comes.
  expect(await fromContent['page.look'](says(), content())).toEqual({ hasPassages: false });
  expect(badge.get(1)).toBe(0);
  const { personal } = await readIdentity(device.db);
  await write('for me', personal);
  expect(await fromContent['page.look'](says(), content())).toEqual({ hasPassages: true });
  // Another page answers in its tab, or none: nothing is known of this one.
  badge.delete(1);
  gone.add(1);
  expect(await fromContent['page.look'](says(), content())).toEqual({ hasPassages: false });
  expect(badge.has(1)).toBe(false);
});

test('a note that comes to a page that had none is counted when it is known whether a header declines', async () => {
  const { fromContent, device, write, badge, badges, tabs, refreshed, declining } = openBackground();
  const group = await createGroup(device.db, 'Circle', sources);
  tabs.push({ id: 1, url: PAGE });
  declining.add(1);
  await fromContent['page.look'](says(), content());
  await write('of the group', group);
  await badges.changed(['//example.org/reading']);
  expect([refreshed.splice(0), badge.get(1)]).toEqual([[1], 0]);
  await fromContent['page.look'](says(), content());
  await badges.changed(['//example.org/reading']);
  expect(badge.get(1)).toBe(0);
});

test('what a page says while its notes are counted by its address alone is not counted over', async () => {
  const { badge, badges, write } = openBackground();
  await write('words');
  const counting = badges.count({ id: 1, url: PAGE });
  await badges.show({ id: 1, url: PAGE }, { keys: ['//example.org/reading'], onlyMe: true }, 0);
  await counting;
  expect(badge.get(1)).toBe(0);
});

test('passages and the badge are of the page and its own other addresses; no words go out', async () => {
  const { fromContent, write, badge } = openBackground();
  const id = await write('secret words');
  const { passages } = await fromContent['page.passages'](facts({ url: `${PAGE}?utm_source=x#part` }), content());
  expect(passages).toEqual([{ id, mine: true, by: 0, selectors }]);
  expect(JSON.stringify(passages)).not.toContain('secret');
  expect(badge.get(1)).toBe(1);
  const other = 'https://example.org/other';
  expect(await fromContent['page.passages'](facts({ url: other }), content(other))).toEqual({ passages: [] });
  expect(badge.get(1)).toBe(0);
  const renamed = facts({ url: other, canonical: PAGE });
  expect((await fromContent['page.passages'](renamed, content(other))).passages).toHaveLength(1);
});

test('a page cannot ask for another site’s notes', async () => {
  const { fromContent, write } = openBackground();
  await write('words');
  const hostile = content('https://hostile.example/');
  await expect(fromContent['page.look'](says(), hostile)).rejects.toThrow('another origin');
  await expect(fromContent['page.passages'](facts(), hostile)).rejects.toThrow('another origin');
  await expect(
    fromContent['highlight.create']({ id: 'h'.repeat(22), page: facts(), selectors }, hostile),
  ).rejects.toThrow('another origin');
  expect(isOf('file:///home/a.html#x', 'file:///home/a.html')).toBe(true);
  expect(isOf('file:///home/b.html', 'file:///home/a.html')).toBe(false);
  expect(isOf('data:text/html,x', 'data:text/html,y')).toBe(false);
  expect(isOf('nonsense', PAGE)).toBe(false);
});

test('a page that claims a DOI is not told where the circle’s notes on it are, unless somebody wrote words there', async () => {
  const { fromContent, badge, write } = openBackground();
  const article = 'https://www.nature.com/articles/5';
  const copy = 'https://copies.example/5';
  const paper = (url: string) => facts({ url, dois: ['10.1234/abc'] });
  const told = async (url: string) =>
    (await fromContent['page.passages'](paper(url), content(url))).passages.map(({ id }) => id);
  const [first, second] = ['h'.repeat(22), 'i'.repeat(22)];
  const mark = (id: string, url: string) =>
    fromContent['highlight.create']({ id, page: paper(url), selectors }, content(url));

  await mark(first, article);
  expect(await told(article)).toEqual([first]);
  // The reader is told that there is something, in the extension's own frame and badge.
  expect(await told(copy)).toEqual([]);
  expect(badge.get(1)).toBe(1);
  // Another publisher's page, and a proxy's.
  expect(await told('https://link.springer.com/article/5')).toEqual([first]);
  await mark(second, copy);
  expect(await told(copy)).toEqual([second]);
  const { keys } = identifyDocument(paper(copy))!;
  await write('It is the same paper.', undefined, { source: copy, keys, title: 'A copy', selectors: [] });
  expect(await told(copy)).toEqual([first, second]);
  expect(await told('https://hostile.example/5')).toEqual([]);
});

test('where a page was before is believed within its origin', async () => {
  const { fromContent } = openBackground();
  const lying = facts({ saidAt: 'https://hostile.example/', canonical: PAGE });
  await expect(fromContent['page.passages'](lying, content())).rejects.toThrow('another origin');
});

test('a highlight goes to the chosen group; on a page that opted out only to me', async () => {
  const { fromContent, device, events } = openBackground();
  const group = await createGroup(device.db, 'Class', sources);
  const once = { id: 'h'.repeat(22), page: facts(), selectors };
  await fromContent['highlight.create'](once, content());
  // Asked again, as when the answer was lost with the worker.
  await fromContent['highlight.create'](once, content());
  await fromContent['highlight.create']({ id: 'i'.repeat(22), page: facts({ optedOut: true }), selectors }, content());
  const { notes } = await device.conversation();
  expect(notes.map((note) => [note.kind, note.group.id])).toEqual([
    ['highlight', group],
    ['highlight', await device.personal()],
  ]);
  expect(events).toContainEqual({ event: 'notes', keys: ['//example.org/reading'] });
  expect((await fromContent['page.passages'](facts({ optedOut: true }), content())).passages).toHaveLength(1);
});

test('a highlight can be taken back for a moment, by the page it was made on, and nothing else can', async () => {
  const { fromContent, write, device } = openBackground();
  const made = async (letter: string, url = PAGE) => {
    const id = letter.repeat(22);
    const page = facts({ url });
    return (await fromContent['highlight.create']({ id, page, selectors, color: 'pink' }, content(url))).id;
  };
  const undo = (note: string, url = PAGE) =>
    fromContent['highlight.undo']({ note, page: facts({ url }) }, content(url));
  const first = await made('a');
  expect((await device.conversation()).notes[0]?.color).toEqual({ name: 'pink' });
  await undo(first);
  expect((await device.conversation()).notes).toEqual([]);
  await expect(undo(first)).rejects.toThrow('forbidden');

  const words = await write('words are deleted in the margin');
  await expect(undo(words)).rejects.toThrow('forbidden');
  const elsewhere = await made('b', 'https://example.org/elsewhere');
  await expect(undo(elsewhere)).rejects.toThrow('forbidden');
  await expect(
    fromContent['highlight.undo'](
      { note: elsewhere, page: facts({ url: 'https://example.org/elsewhere' }) },
      content(),
    ),
  ).resolves.toEqual({});
  const old = await made('c');
  await device.db.annotations
    .where({ id: old })
    .modify(({ row }) => void (row.created = new Date(Date.parse(row.created) - 120_000).toISOString()));
  await expect(undo(old)).rejects.toThrow('forbidden');
  const answered = await made('d');
  const target = { ...identifyDocument(facts())!, selectors: [] };
  const { group } = (await device.db.annotations.get(answered))!;
  await createNote(
    device.db,
    { group, fields: { kind: 'reply', text: 'so', tags: [], target, parent: answered } },
    sources,
  );
  await expect(undo(answered)).rejects.toThrow('forbidden');
});

test('a page moves its own notes to another passage, says how it found them, and neither for another site', async () => {
  const { fromContent, fromPages, write, device, events } = openBackground();
  const note = await write('words');
  const there: Selector[] = [{ type: 'TextQuoteSelector', exact: 'another passage' }];
  const anchorOf = async () => (await device.conversation()).notes[0]?.target.selectors;
  const unplaced = () => device.db.unplaced.toArray();

  const hostile = content('https://hostile.example/');
  const own = facts({ url: 'https://hostile.example/' });
  await expect(fromContent['note.reattach']({ note, page: facts(), selectors: there }, hostile)).rejects.toThrow(
    'another origin',
  );
  await expect(fromContent['note.reattach']({ note, page: own, selectors: there }, hostile)).rejects.toThrow(
    'not_found',
  );
  const found = [{ id: note, state: 'lost' as const }];
  await expect(fromContent['page.found']({ page: facts(), found }, hostile)).rejects.toThrow('another origin');
  await fromContent['page.found']({ page: own, found }, hostile);
  expect([await anchorOf(), await unplaced()]).toEqual([selectors, []]);

  await fromContent['page.found']({ page: facts(), found }, content());
  expect(await unplaced()).toMatchObject(found);
  events.length = 0;
  await fromContent['note.reattach']({ note, page: facts(), selectors: there }, content());
  expect([await anchorOf(), await unplaced()]).toEqual([there, []]);
  expect(events).toContainEqual({ event: 'notes', keys: ['//example.org/reading'] });
  expect(await fromPages['note.takeBackAnchor']({ id: note }, page)).toEqual({ ok: true });
  expect(await anchorOf()).toEqual(selectors);
});

test('the badge follows tabs: what a page said holds until the tab is elsewhere', async () => {
  const { fromContent, write, badge, badges, tabs, refreshed } = openBackground();
  const other = 'https://example.org/other';
  await fromContent['page.passages'](facts({ url: other, canonical: PAGE }), content(other));
  tabs.push({ id: 1, url: other }, { id: 2, url: PAGE }, { id: 3, url: 'about:blank' });
  await write('words');
  await badges.changed(['//example.org/elsewhere']);
  // A page that has not spoken yet may have any name; one that has is left in peace.
  expect(refreshed.splice(0)).toEqual([2, 3]);
  expect(badge.get(1)).toBe(0);
  await badges.changed(['//example.org/reading']);
  expect(refreshed).toContain(1);
  await badges.changed(null);
  expect(Object.fromEntries(badge)).toEqual({ 1: 1, 2: 1, 3: 0 });
  await badges.count({ id: 1, url: 'https://example.org/third' });
  expect(badge.get(1)).toBe(0);
});

test('the margin opens outside the page for its own tab', async () => {
  const { fromContent, opened } = openBackground();
  await fromContent['margin.openOutside']({}, content());
  expect(opened).toEqual([1]);
});

test('a page gets the second script in its own tab, and nobody without a tab gets one', async () => {
  const { fromContent, annotated } = openBackground();
  await fromContent['page.annotate']({}, content());
  expect(annotated).toEqual([1]);
  await expect(fromContent['page.annotate']({}, { ...content(), tab: null })).rejects.toThrow('no tab');
});

test('of a large group, the notes of an opened page are wanted; not of one that opts out, nor in a private window', async () => {
  const { fromContent, device } = openBackground();
  const { group, hash, wanted } = await holdByDocument(device.db);
  await fromContent['page.passages'](facts({ optedOut: true }), content());
  await fromContent['page.passages'](facts(), { ...content(), isPrivate: true });
  await fromContent['page.passages'](facts({ url: 'https://example.org/other' }), content('https://example.org/other'));
  await new Promise((later) => setTimeout(later, 50));
  expect(await wanted()).toEqual([]);
  await fromContent['page.passages'](facts(), content());
  await expect.poll(wanted).toMatchObject([{ group, hash, state: 'wanted' }]);
});

test('before such notes are asked for the page is asked whether a header declines', async () => {
  const { fromContent, device, declining, gone } = openBackground();
  const { group, hash, wanted } = await holdByDocument(device.db);
  declining.add(1);
  gone.add(3);
  await fromContent['page.look'](says(), content());
  await fromContent['page.look'](says(), { ...content(), tab: null });
  await fromContent['page.look'](says(), { ...content(), tab: 3 });
  await fromContent['page.look'](says(), { ...content(), tab: 2, isPrivate: true });
  await fromContent['page.look'](says({ optedOut: true }), { ...content(), tab: 2 });
  await new Promise((later) => setTimeout(later, 50));
  expect(await wanted()).toEqual([]);
  await fromContent['page.look'](says(), { ...content(), tab: 2 });
  await expect.poll(wanted).toMatchObject([{ group, hash, state: 'wanted' }]);
});

test('how the margin stands is remembered for the origin that the browser names, and for none in a private window', async () => {
  const { fromContent, device } = openBackground();
  const opens = async (url: string) =>
    (await fromContent['margin.opens']({ page: facts({ url }), near: [] }, content(url))).layout.width;
  const choose = (width: number, url: string, more: object = {}) =>
    fromContent['margin.choose']({ choice: { width } }, { ...content(url), ...more });
  await choose(300, PAGE);
  await choose(400, 'file:///home/a.html');
  await choose(500, 'https://hidden.example/page', { isPrivate: true });
  expect(await opens('https://example.org/other')).toBe(300);
  expect(await opens('file:///home/b.html')).toBe(400);
  expect(await opens('https://third.example/')).toBe(500);
  expect(JSON.stringify(await device.db.meta.get('layout'))).not.toContain('hidden');
  await expect(
    fromContent['margin.opens']({ page: facts(), near: [] }, content('https://hostile.example/')),
  ).rejects.toThrow('another origin');
});
