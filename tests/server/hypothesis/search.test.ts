/** Searching by the API of Hypothesis: what is found, in which order, and that no page leaves out a note. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, roomyLimits } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { find } from '../../../src/server/hypothesis/find.ts';
import { writeTime } from '../../../src/server/hypothesis/names.ts';
import { readQuery } from '../../../src/server/hypothesis/query.ts';
import { asReader } from '../../../src/server/hypothesis/reader.ts';
import { Tool, URI, reasonOf, type Annotation } from './tool.ts';

let endpoint: TestEndpoint;
let ada: Learner;
let bob: Learner;
let tool: Tool;
let [here, there, foreign] = ['', '', ''];
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  ada = await Learner.guest(endpoint.url, 'Ada');
  bob = await Learner.guest(endpoint.url, 'Bob');
  here = await ada.makeGroup('Here');
  there = await ada.makeGroup('There');
  foreign = await bob.makeGroup('Foreign');
  for (const group of [here, there]) await bob.join(await ada.invite(group));
  tool = await Tool.of(ada);
});
afterAll(() => endpoint.dispose());

const noteOn = (url: string, change: Parameters<typeof fields>[0] = {}) => {
  const { host, pathname } = new URL(url);
  const target = { ...fields().target, source: url, keys: [`//${host}${pathname}`], title: url };
  return fields({ target, ...change });
};
const write = async (who: Learner, group: string, words: ReturnType<typeof fields>): Promise<string> => {
  const id = freshId();
  await who.push(putOp(group, id, words));
  return id;
};
const texts = async (query: Record<string, string>) => {
  const { total, rows } = await tool.search(query);
  return { total, texts: rows.map(({ text }) => text).toSorted() };
};
const finding = (...found: string[]) => ({ total: found.length, texts: found.toSorted() });

describe('what is found', () => {
  const page = 'https://example.org/found';
  let question = '';
  beforeAll(async () => {
    question = await write(bob, here, noteOn(page, { text: 'Why Ümlauts?', tags: ['To Do', 'x'], kind: 'question' }));
    const reply = await write(ada, here, noteOn(page, { text: 'because', kind: 'reply', parent: question }));
    await write(bob, here, noteOn(page, { text: 'deeper', kind: 'reply', parent: reply, tags: ['x'] }));
    await write(ada, there, noteOn(page, { text: 'there', tags: ['x', 'to do'] }));
    await write(ada, here, noteOn('https://example.org/other', { text: 'other page why' }));
    await write(bob, foreign, noteOn(page, { text: 'not for Ada' }));
    await ada.push(deleteOp(here, await write(ada, here, noteOn(page, { text: 'deleted' }))));
    await tool.make({ uri: page, group: here, text: 'private there' });
    await (await Tool.of(bob)).make({ uri: page, group: here, text: 'private of Bob' });
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['by its address', { uri: page }, ['Why Ümlauts?', 'because', 'deeper', 'there', 'private there']],
    [
      'by another of its addresses',
      { url: 'http://www.example.org/found?utm_source=x#top' },
      ['Why Ümlauts?', 'because', 'deeper', 'there', 'private there'],
    ],
    [
      'in a group, with what one wrote there for oneself',
      { uri: page, group: 'HERE' },
      ['Why Ümlauts?', 'because', 'deeper', 'private there'],
    ],
    ['in no group of one’s own', { group: 'FOREIGN' }, []],
    ['by who wrote it', { uri: page, user: 'BOB' }, ['Why Ümlauts?', 'deeper']],
    ['by nobody of here', { uri: page, user: 'acct:bob@elsewhere.example' }, []],
    ['by a tag, however it is typed', { tag: 'to do' }, ['Why Ümlauts?', 'there']],
    ['by words anywhere', { any: 'WHY' }, ['Why Ümlauts?', 'other page why']],
    ['by all of them', { any: 'why ümlauts' }, ['Why Ümlauts?']],
    ['by words of the text', { text: 'deeper' }, ['deeper']],
    ['by words of the quote', { quote: 'passage', uri: page, group: 'THERE' }, ['there']],
    ['by a pattern of the address', { wildcard_uri: 'https://example.org/oth*' }, ['other page why']],
    ['by parts of the address', { 'uri.parts': 'example other' }, ['other page why']],
    ['below a note', { references: 'QUESTION' }, ['because', 'deeper']],
    ['below a note that is not there', { references: 'nothing' }, []],
  ])('%s', async (_, query, found) => {
    const names: Record<string, string> = {
      HERE: here,
      FOREIGN: foreign,
      THERE: there,
      BOB: `acct:${bob.id}@127.0.0.1`,
      QUESTION: question,
    };
    const asked = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, names[value] ?? value]));
    expect(await texts(asked)).toEqual(finding(...found));
  });

  test('by several tags, all of them, and in several groups, any of them', async () => {
    const { rows } = JSON.parse((await tool.ask('GET', `search?tags=x&tag=to+do`)).text) as { rows: Annotation[] };
    expect(rows.map(({ text }) => text).toSorted()).toEqual(['Why Ümlauts?', 'there']);
    const both = JSON.parse((await tool.ask('GET', `search?group=${here}&group=${there}&uri=${page}`)).text) as {
      total: number;
    };
    expect(both.total).toBe(5);
  });

  test('with answers apart from what they answer', async () => {
    const { total, rows, replies = [] } = await tool.search({ uri: page, group: here, _separate_replies: 'true' });
    expect([total, rows.map(({ text }) => text).toSorted()]).toEqual([2, ['Why Ümlauts?', 'private there']]);
    expect(replies.map(({ text }) => text)).toEqual(['because', 'deeper']);
  });

  test('a note that lost a tag or went to another page is not found by that', async () => {
    const id = await write(ada, here, noteOn('https://example.org/before', { text: 'moving', tags: ['old'] }));
    expect((await texts({ tag: 'old' })).total).toBe(1);
    await ada.push(putOp(here, id, { tags: ['new'], target: noteOn('https://example.org/after').target }, 1));
    expect((await texts({ tag: 'old' })).total).toBe(0);
    expect((await texts({ uri: 'https://example.org/before' })).total).toBe(0);
    expect((await texts({ uri: 'https://example.org/after', tag: 'new' })).texts).toEqual(['moving']);
  });

  test('nothing of a group that one left', async () => {
    const group = await ada.makeGroup('Short');
    const eve = await Learner.guest(endpoint.url, 'Eve');
    await eve.join(await ada.invite(group));
    const eves = await Tool.of(eve);
    await ada.write(group, 'seen');
    expect((await eves.search()).total).toBe(1);
    await eve.leave(group);
    expect(await eves.search()).toEqual({ total: 0, rows: [] });
    expect((await eves.search({ group })).total).toBe(0);
  });
});

describe('pages', () => {
  const NOTES = 137;
  const page = 'https://example.org/pages';
  let all: string[] = [];
  let reader: Tool;
  beforeAll(async () => {
    // As after a class that wrote offline: one instant for many, in two groups at once.
    const at = '2026-01-01T00:00:00.000Z';
    const cleo = await Learner.guest(endpoint.url, 'Cleo');
    const groups = [await cleo.makeGroup('One'), await cleo.makeGroup('Two'), await cleo.makeGroup('Three')];
    reader = await Tool.of(cleo);
    const ops = Array.from({ length: NOTES }, (_, n) => ({
      ...putOp(groups[n % 3] ?? '', freshId(), noteOn(page, { text: `note ${n}` })),
      at,
    }));
    await Promise.all([0, 1, 2].map((part) => cleo.push(...ops.filter((_, n) => n % 3 === part))));
    all = ops.map(({ id }) => id).toSorted();
  }, 60_000);

  test.each([
    ['updated', 'asc'],
    ['updated', 'desc'],
    ['created', 'asc'],
    ['created', 'desc'],
    ['id', 'asc'],
    ['id', 'desc'],
  ] as const)('by cursor, %s %s: each full while there are more, none left out and none twice', async (sort, order) => {
    const seen: Annotation[] = [];
    for (let after: string | undefined; ;) {
      const { total, rows } = await reader.search({
        limit: '20',
        sort,
        order,
        uri: page,
        ...(after !== undefined && { search_after: after }),
      });
      expect(total).toBe(NOTES);
      expect(rows).toHaveLength(Math.min(20, NOTES - seen.length));
      seen.push(...rows);
      after = rows.at(-1)?.[sort];
      if (after === undefined || rows.length < 20) break;
    }
    expect(seen.map(({ id }) => id).toSorted()).toEqual(all);
    const keys = seen.map((row) => row[sort]);
    expect(keys).toEqual(order === 'asc' ? keys.toSorted() : keys.toSorted().toReversed());
    expect(new Set(keys).size).toBe(NOTES);
  });

  test.each(['updated', 'group', 'user'])(
    'by offset, sorted by %s, and through words, which are counted all',
    async (sort) => {
      for (const words of [{}, { any: 'note' }]) {
        const seen: string[] = [];
        for (let offset = 0; offset < NOTES; offset += 50) {
          const { total, rows } = await reader.search({ limit: '50', offset: String(offset), sort, ...words });
          expect([total, rows.length]).toEqual([NOTES, Math.min(50, NOTES - offset)]);
          seen.push(...rows.map(({ id }) => id));
        }
        expect(seen.toSorted()).toEqual(all);
      }
    },
  );

  test('a cursor through words goes on behind it, and the total is that of all', async () => {
    const first = await reader.search({ any: 'note', limit: '100', order: 'asc' });
    const rest = await reader.search({
      any: 'note',
      limit: '100',
      order: 'asc',
      search_after: first.rows.at(-1)?.updated ?? '',
    });
    expect([first.total, rest.total, rest.rows.length]).toEqual([NOTES, NOTES, NOTES - 100]);
    expect(new Set([...first.rows, ...rest.rows].map(({ id }) => id)).size).toBe(NOTES);
  });

  test('of more notes than are read for words the first are, from the cursor on, and the answer says so', async () => {
    const account = { id: reader.owner.id, name: 'Cleo', email: null, guest: true };
    const asker = await asReader(endpoint.deps, account);
    const ask = (after?: string, mostRead = 50) =>
      find(
        endpoint.deps,
        asker,
        readQuery(
          { any: ['note'], order: ['asc'], limit: ['40'], ...(after !== undefined && { search_after: [after] }) },
          '127.0.0.1',
        ),
        mostRead,
      );
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const { total, notes, isCut } = await ask(after);
      expect([total, isCut]).toEqual([Math.min(50, NOTES - seen.length), true]);
      seen.push(...notes.map(({ row }) => row.id));
      const last = notes.at(-1);
      if (!last || notes.length < 40) break;
      after = writeTime(last.place.updated);
    }
    expect(seen.toSorted()).toEqual(all);
    expect(await ask(undefined, NOTES)).toMatchObject({ total: NOTES, isCut: false });
  });

  test('a cursor may be milliseconds, or have its plus as a space', async () => {
    const [first] = (await reader.search({ order: 'asc', limit: '1' })).rows;
    const since = (after: string) => reader.ask('GET', `search?order=asc&limit=200&search_after=${after}`);
    const rows = async (after: string) => (JSON.parse((await since(after)).text) as { rows: Annotation[] }).rows;
    expect(await rows(first?.updated.replace('+', ' ') ?? '')).toHaveLength(NOTES - 1);
    expect(await rows(String(Date.parse(first?.updated ?? '') - 1))).toHaveLength(NOTES);
  });

  test('a note that is changed comes again to who goes on from the last time', async () => {
    const made = await tool.share(here, { text: 'one' });
    const after = made.updated;
    await tool.ask('PATCH', `annotations/${made.id}`, { text: 'two' });
    const { rows } = await tool.search({ order: 'asc', search_after: after });
    expect(rows.map(({ id, text }) => [id, text])).toContainEqual([made.id, 'two']);
    const [again] = rows.filter(({ id }) => id === made.id);
    expect([again?.created, (again?.updated ?? '') > after]).toEqual([made.created, true]);
  });

  test('no page of none', async () => {
    expect(await reader.search({ limit: '0' })).toEqual({ total: NOTES, rows: [] });
  });
});

test('a note that says it is older than any that can be counted is found, and keeps no other from being', async () => {
  const eve = await Learner.guest(endpoint.url, 'Eve');
  const group = await eve.makeGroup('Old');
  const eves = await Tool.of(eve);
  const old = ['0000-01-01T00:00:00.000Z', '1500-01-01T00:00:00.000Z', '0000-01-01T00:00:00.000Z'];
  const ids = old.map(() => freshId());
  for (const [n, at] of old.entries()) {
    await eve.push({ ...putOp(group, ids[n] ?? '', noteOn(URI, { text: 'old' })), at });
    expect((await eves.search()).total).toBe(n + 1);
  }
  const young = await write(eve, group, noteOn(URI, { text: 'young', kind: 'reply', parent: ids[0] ?? null }));
  const { rows } = await eves.search({ sort: 'created', order: 'asc' });
  expect(rows.map(({ id }) => id)).toEqual([...ids, young]);
  expect(new Set(rows.map(({ created }) => created)).size).toBe(4);
  for (const [at, { created }] of rows.entries()) {
    expect(created).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}\+00:00$/);
    const rest = await eves.search({ sort: 'created', order: 'asc', search_after: created });
    expect(rest.rows.map(({ id }) => id)).toEqual([...ids, young].slice(at + 1));
  }
  expect((await eves.ask('GET', `annotations/${ids[1]}`)).status).toBe(200);
});

test.each([
  ['limit=201'],
  ['limit=-1'],
  ['limit=x'],
  ['offset=9801'],
  ['sort=text'],
  ['order=up'],
  ['search_after=yesterday'],
  ['sort=id&search_after=%00'],
  ['sort=group&search_after=%ff'],
])('what no search is, is refused in words: %s', async (query) => {
  const answer = await tool.ask('GET', `search?${query}`);
  expect([answer.status, reasonOf(answer)]).toEqual([400, expect.stringMatching(/\w/)]);
});

test('more than anybody types is refused', async () => {
  for (const query of [`any=${'x'.repeat(5000)}`, Array.from({ length: 60 }, () => 'tag=x').join('&')]) {
    expect((await tool.ask('GET', `search?${query}`)).status).toBe(400);
  }
});

test('a hostile pattern takes no longer than its text', async () => {
  await write(ada, here, noteOn(`${URI}/${'a'.repeat(2000)}`));
  const { total } = await tool.search({ wildcard_uri: `${'*a'.repeat(120)}*b` });
  expect(total).toBe(0);
  const long = new URLSearchParams({ wildcard_uri: `${'*a'.repeat(1000)}*b` });
  expect((await tool.ask('GET', `search?${long}`)).status).toBe(400);
  const many = new URLSearchParams(Array.from({ length: 6 }, () => ['wildcard_uri', '*a']));
  expect((await tool.ask('GET', `search?${many}`)).status).toBe(400);
});
