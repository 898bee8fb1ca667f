/** Feeds of groups: what a reader of feeds that is not ours makes of them, whose they are, and when they end. */
import { parseFeed } from 'feedsmith';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urnOf } from '../../src/core/export/iri.ts';
import { Learner, fields, freshId, openEndpoint, putOp, request, roomyLimits } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
});
afterAll(() => endpoint.dispose());

async function circle() {
  const [ann, ben] = [await Learner.guest(endpoint.url, 'Ann & <co>'), await Learner.guest(endpoint.url, 'Ben')];
  const group = await ann.makeGroup('Tides & <margins>');
  const code = await ann.invite(group);
  await ben.join(code);
  return { ann, ben, group, code };
}
const makeFeed = async (who: Learner, group: string): Promise<string> => {
  const { status, text } = await who.ask('POST', `/sync/v1/groups/${group}/feed`, {});
  return status === 200 ? JSON.parse(text).url : `${status}`;
};
const read = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });
const atom = async (url: string) => {
  const parsed = parseFeed(await (await read(url)).text());
  if (parsed.format !== 'atom') throw new Error(parsed.format);
  return parsed.feed;
};

test('the newest notes, by whom, where and in which words, for any reader of feeds', async () => {
  const { ann, ben, group } = await circle();
  const hostile = 'a <script>alert(1)</script> & [x](javascript:alert(2)) **bold** ]]> \u0001 \ud83d end $x^2$';
  await ben.pushOne(putOp(group, freshId(), fields({ text: hostile, tags: ['"tide" & <co>'] })));
  const id = freshId();
  await ann.pushOne(putOp(group, id, fields({ kind: 'highlight', text: '' })));
  const url = await makeFeed(ben, group);
  const answer = await read(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  const feed = await atom(url);
  expect(feed).toMatchObject({
    id: urnOf(group),
    title: { value: 'Tides & <margins>' },
    updated: expect.stringMatching(/Z$/),
  });
  expect(feed.links).toMatchObject([{ rel: 'self', href: url }]);
  const [newest, before] = feed.entries ?? [];
  expect(newest).toMatchObject({
    id: urnOf(id),
    title: { value: 'the passage' },
    authors: [{ name: 'Ann & <co>' }],
    links: [
      { rel: 'alternate', href: `${endpoint.url}/a/${id}` },
      { rel: 'related', href: 'https://example.org/reading' },
    ],
  });
  expect(before?.categories).toMatchObject([{ term: '"tide" & <co>' }]);
  const content = JSON.stringify(before?.content);
  expect(content).toContain('<strong>bold</strong>');
  for (const harm of ['<script', 'javascript:', '\\u0001']) expect(content).not.toContain(harm);
});

test('no thanks, no hidden and no deleted notes, and fifty at most', async () => {
  const { ann, ben, group } = await circle();
  const notes = Array.from({ length: 60 }, () => freshId());
  await ann.push(...notes.map((id, at) => putOp(group, id, fields({ text: `note ${at}` }))));
  await ben.react(group, notes[59] ?? '', 'nod');
  await ben.react(group, notes[59] ?? '', 'agree');
  const secret = await ben.write(group, 'words that harm');
  await ann.hide(group, secret);
  const url = await makeFeed(ann, group);
  const text = await (await read(url)).text();
  expect(text).not.toMatch(/words that harm|nod/);
  expect((await atom(url)).entries?.map(({ title }) => title?.value).slice(0, 2)).toEqual(['note 59', 'note 58']);
  expect((await atom(url)).entries).toHaveLength(49);
});

test('what has not changed is not sent again', async () => {
  const { ann, ben, group } = await circle();
  await ann.write(group);
  const url = await makeFeed(ben, group);
  const first = await read(url);
  const [tag, changed] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? ''];
  for (const headers of [{ 'if-none-match': tag }, { 'if-none-match': `W/${tag}` }, { 'if-modified-since': changed }]) {
    const again = await read(url, headers);
    expect([again.status, await again.text()]).toEqual([304, '']);
  }
  await ann.write(group);
  expect((await read(url, { 'if-none-match': tag, 'if-modified-since': changed })).status).toBe(200);
  await ann.pushOne({ ...putOp(group, group, {}, 9), kind: 'group', fields: { name: 'Renamed' } });
  expect((await atom(url)).title?.value).toBe('Renamed');
});

test('it is its member’s own: a new one ends the one before, and nobody else sees or ends it', async () => {
  const { ann, ben, group } = await circle();
  const stateOf = async (who: Learner) => JSON.parse((await who.ask('GET', `/sync/v1/groups/${group}/feed`)).text);
  expect(await stateOf(ben)).toEqual({ made: null });
  const first = await makeFeed(ben, group);
  expect(await stateOf(ben)).toEqual({ made: expect.stringMatching(/Z$/) });
  expect(await stateOf(ann)).toEqual({ made: null });
  await ann.ask('DELETE', `/sync/v1/groups/${group}/feed`);
  expect((await read(first)).status).toBe(200);
  const second = await makeFeed(ben, group);
  expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
  expect((await ben.ask('DELETE', `/sync/v1/groups/${group}/feed`)).status).toBe(204);
  expect((await read(second)).status).toBe(404);
  const kept = JSON.stringify(await endpoint.database.query('SELECT * FROM feeds'));
  expect(kept).not.toContain(second.slice(-48, -5));
});

test('it ends with the membership, for good', async () => {
  const { ann, ben, group, code } = await circle();
  const left = await makeFeed(ben, group);
  await ben.leave(group);
  expect((await read(left)).status).toBe(404);
  await ben.join(code);
  expect((await read(left)).status).toBe(404);
  const removed = await makeFeed(ben, group);
  expect((await read(removed)).status).toBe(200);
  await ann.remove(group, ben.id);
  expect((await read(removed)).status).toBe(404);
});

test('who is no member makes none, and a wrong address is none', async () => {
  const { ben, group } = await circle();
  const stranger = await Learner.guest(endpoint.url, 'Zoe');
  for (const method of ['GET', 'POST', 'DELETE']) {
    expect(
      (await stranger.ask(method, `/sync/v1/groups/${group}/feed`, method === 'GET' ? undefined : {})).status,
    ).toBe(404);
    expect((await request(endpoint.url, method, `/sync/v1/groups/${group}/feed`)).status).toBe(401);
  }
  const url = await makeFeed(ben, group);
  for (const wrong of [`${'A'.repeat(43)}.atom`, 'x.atom', url.slice(-48, -5)])
    expect((await read(`${endpoint.url}/feeds/${wrong}`)).status).toBe(404);
});

test('an account that is deleted takes its feeds along', async () => {
  const { ben, group } = await circle();
  const url = await makeFeed(ben, group);
  const mine = await ben.makeGroup('Mine', true);
  const own = await makeFeed(ben, mine);
  expect((await read(own)).status).toBe(200);
  await ben.ask('DELETE', '/account/v1/account', {});
  expect([(await read(url)).status, (await read(own)).status]).toEqual([404, 404]);
  expect(await endpoint.database.query(`SELECT * FROM feeds WHERE member = '${ben.id}'`)).toEqual([]);
});
