/** From a link to a note to its page: only for links of the own endpoint, to notes that are here, and told once. */
import { expect, test } from 'vitest';
import { noteLink, notePage } from '../../src/core/note-link.ts';
import { documentKey } from '../../src/core/document.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { tidy } from '../../src/store/tidy.ts';
import { createNote } from '../../src/store/write-note.ts';
import { sources } from '../sync/device.ts';
import { PAGE, content, facts, openBackground, page } from './open-background.ts';

const ENDPOINT = 'https://notes.example';

async function atHome() {
  const on = openBackground();
  const { db } = on.device;
  await db.meta.put({ ...(await readIdentity(db)), endpoint: ENDPOINT, token: 't'.repeat(20) });
  const note = await on.write('words');
  const link = noteLink(ENDPOINT, note);
  const follow = async (url: string, tab = 1) =>
    (await on.fromContent['link.follow']({ url }, { ...content(url), tab })).url;
  return { ...on, db, note, link, follow };
}

test('a tab at a link is sent to the page, and there the margin opens at the note, once', async () => {
  const { fromContent, follow, link, note, shown } = await atHome();
  expect(await follow(link)).toBe(PAGE);
  await fromContent['page.passages'](
    facts({ url: 'https://example.org/sign-in' }),
    content('https://example.org/sign-in'),
  );
  await fromContent['page.passages'](facts(), { ...content(), tab: 2 });
  expect(shown).toEqual([]);
  for (let visit = 0; visit < 2; visit++) {
    await fromContent['page.passages'](facts(), content());
    await expect.poll(() => shown).toEqual([{ tab: 1, note, passage: note }]);
  }
});

test('of an answer, its own card is opened, and the passage is that of its thread’s first note', async () => {
  const { db, fromContent, fromPages, follow, note, shown } = await atHome();
  const { writeTo } = await readIdentity(db);
  const target = { source: PAGE, keys: [documentKey(PAGE) ?? ''], title: 'A reading', selectors: [] };
  const reply = { kind: 'reply' as const, text: 'so', tags: [], target, parent: note, group: writeTo };
  const { id } = await fromPages['note.create'](reply, page);
  expect(await follow(noteLink(ENDPOINT, id))).toBe(PAGE);
  await fromContent['page.passages'](facts(), content());
  await expect.poll(() => shown).toEqual([{ tab: 1, note: id, passage: note }]);
});

test('a link of another endpoint, to a note that is not here, or to the endpoint’s own page leads nowhere', async () => {
  const { db, fromPages, follow, link, note, shown, fromContent } = await atHome();
  const unknown = noteLink(ENDPOINT, 'u'.repeat(22));
  for (const url of [
    noteLink('https://hostile.example', note),
    `http://notes.example/a/${note}`,
    unknown,
    notePage(ENDPOINT, note),
  ])
    expect([url, await follow(url)]).toEqual([url, null]);
  // Where the browser kept the id to itself, the endpoint's page has to be asked for by it.
  expect(await follow(`${ENDPOINT}/a/#${'u'.repeat(22)}`)).toBe(notePage(ENDPOINT, 'u'.repeat(22)));
  expect(await follow(`${ENDPOINT}/a/#${note}`)).toBe(PAGE);
  await fromPages['note.delete']({ id: note }, page);
  expect(await follow(link, 5)).toBeNull();
  const target = { source: 'file:///home/ada/a.html', keys: ['file:///home/ada/a.html'], title: '', selectors: [] };
  const fields = { kind: 'page' as const, text: 'mine', tags: [], target, parent: null };
  const written = await createNote(db, { group: (await readIdentity(db)).writeTo, fields }, sources);
  expect(written.ok && (await follow(noteLink(ENDPOINT, written.id)))).toBeNull();
  await fromContent['page.passages'](facts(), { ...content(), tab: 5 });
  expect(shown).toEqual([]);
});

test('a page that sends its visitor back to the link gets no other visit of that tab, but may be tried again later', async () => {
  const { db, follow, link } = await atHome();
  expect(await follow(link)).toBe(PAGE);
  expect(await follow(link)).toBeNull();
  expect(await follow(link, 2)).toBe(PAGE);
  const row = await db.meta.get('expected');
  const tabs = row?.key === 'expected' ? row.tabs.map((one) => ({ ...one, until: one.until - 11_000 })) : [];
  await db.meta.put({ key: 'expected', tabs });
  expect(await follow(link)).toBe(PAGE);
});

test('a note that is said to be at a link of the endpoint leads nowhere, and so in no circle', async () => {
  const { db, fromPages, follow, note, wentTo } = await atHome();
  const { writeTo } = await readIdentity(db);
  for (const source of [
    noteLink(ENDPOINT, note),
    `${ENDPOINT}/a/#${note}`,
    `http://notes.example/a/${note}`,
    `${notePage(ENDPOINT, note)}#x`,
  ]) {
    const target = { source, keys: [documentKey(source) ?? ''], title: '', selectors: [] };
    const fields = { kind: 'page' as const, text: 'round', tags: [], target, parent: null };
    const written = await createNote(db, { group: writeTo, fields }, sources);
    const link = noteLink(ENDPOINT, written.ok ? written.id : '');
    expect([source, written.ok, await follow(link)]).toEqual([source, true, null]);
    expect(await fromPages['link.open']({ link }, page)).toEqual({ ok: false, code: 'not_found' });
  }
  expect(wentTo).toEqual([]);
  const source = noteLink('https://other.example', note);
  const target = { source, keys: [documentKey(source) ?? ''], title: '', selectors: [] };
  const fields = { kind: 'page' as const, text: 'away', tags: [], target, parent: null };
  const written = await createNote(db, { group: writeTo, fields }, sources);
  expect(written.ok && (await follow(noteLink(ENDPOINT, written.id)))).toBe(source);
});

test('a page cannot say that it is at a link of the endpoint', async () => {
  const { fromContent, link } = await atHome();
  await expect(fromContent['link.follow']({ url: link }, content('https://hostile.example/'))).rejects.toThrow(
    'another origin',
  );
});

test('a pasted link opens a tab that is expected there before it goes', async () => {
  const { fromPages, fromContent, link, note, shown, wentTo } = await atHome();
  expect(await fromPages['link.open']({ link }, page)).toEqual({ ok: true });
  const [went] = wentTo;
  expect(went).toEqual({ tab: 100, url: PAGE });
  await fromContent['page.passages'](facts(), { ...content(), tab: 100 });
  await expect.poll(() => shown).toEqual([{ tab: 100, note, passage: note }]);
  const answer = async (text: string) => fromPages['link.open']({ link: text }, page);
  expect(await answer(noteLink(ENDPOINT, 'u'.repeat(22)))).toEqual({ ok: false, code: 'not_found' });
  expect(await answer(noteLink('https://hostile.example', note))).toEqual({ ok: false, code: 'not-ours' });
  expect(await answer('javascript:alert(1)')).toEqual({ ok: false, code: 'not-ours' });
});

test('a tab that never came is forgotten, and one in a private window is not remembered', async () => {
  const { db, fromContent, fromPages, follow, link, wentTo } = await atHome();
  const remembered = async (): Promise<number> => {
    const row = await db.meta.get('expected');
    return row?.key === 'expected' ? row.tabs.length : 0;
  };
  const isPrivate = true;
  expect(await fromContent['link.follow']({ url: link }, { ...content(link), isPrivate })).toEqual({ url: PAGE });
  expect(await fromPages['link.open']({ link }, { ...page, isPrivate })).toEqual({ ok: true });
  expect(wentTo).toEqual([{ tab: 100, url: PAGE }]);
  expect(await remembered()).toBe(0);
  await follow(link);
  await tidy(db, sources);
  expect(await remembered()).toBe(1);
  await tidy(db, { ...sources, now: () => Date.now() + 11 * 60_000 });
  expect(await remembered()).toBe(0);
});
