/**
 * A group in parts, over the real endpoint: what each part brings, that a part and the changes after
 * it are the whole, and that the index behind it follows edits, deletions and a restart.
 */
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import type { Row } from '../../src/core/record.ts';
import { documents, groupSize, part } from '../../src/protocol/parts.ts';
import { belowTerm } from '../../src/server/sync/note-index.ts';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, restoreOp, roomyLimits } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
});
afterAll(() => endpoint.dispose());

const about = (...keys: string[]) => fields({ target: { ...fields().target, keys } });

async function circle() {
  const owner = await Learner.guest(endpoint.url, 'Owner');
  const group = await owner.makeGroup();
  const peer = await Learner.guest(endpoint.url, 'Peer');
  await peer.join(await owner.invite(group));
  const write = async (who: Learner, of: ReturnType<typeof fields>): Promise<string> => {
    const id = freshId();
    const result = await who.pushOne(putOp(group, id, of));
    if (result.status !== 'applied') throw new Error(result.status);
    return id;
  };
  const partOf = async (who: Learner, request: object) => {
    const answer = await who.ask('POST', `/sync/v1/groups/${group}/part`, request);
    return v.parse(part, JSON.parse(answer.text));
  };
  const ofDocument = (who: Learner, ...keys: string[]) =>
    partOf(who, { part: 'documents', hashes: keys.map((key) => documentHash(group, key)) });
  const documentsOf = async (who: Learner) =>
    v.parse(documents, JSON.parse((await who.ask('GET', `/sync/v1/groups/${group}/documents`)).text));
  return { owner, peer, group, write, partOf, ofDocument, documentsOf };
}

const idsOf = ({ rows }: { rows: Row[] }): string[] => rows.map(({ id }) => id);

test('the size counts living notes, as they are', async () => {
  const { owner, group, write } = await circle();
  const [one, other] = [await write(owner, about('//a.example/')), await write(owner, about('//b.example/'))];
  await owner.pushOne(deleteOp(group, other));
  const rows = await owner.rows(group);
  const bytes = Buffer.byteLength(JSON.stringify(rows.find(({ id }) => id === one)));
  const size = v.parse(groupSize, JSON.parse((await owner.ask('GET', `/sync/v1/groups/${group}/size`)).text));
  const head = Math.max(...rows.map(({ seq }) => seq));
  expect(size).toEqual({ epoch: expect.any(String), head, notes: 1, bytes, beforeNewest: 0 });
});

test('people are the group and its members', async () => {
  const { owner, peer, group, partOf, write } = await circle();
  await write(owner, about('//a.example/'));
  const { rows } = await partOf(peer, { part: 'people' });
  expect(rows.map(({ kind, id }) => (kind === 'group' ? id : kind)).sort()).toEqual(
    [group, 'membership', 'membership'].sort(),
  );
});

test('a document comes by any of its names, and nothing else with it', async () => {
  const { owner, peer, write, ofDocument, documentsOf, group } = await circle();
  const one = await write(owner, about('//a.example/', 'doi:10.1/a'));
  await write(owner, about('//b.example/'));
  expect(idsOf(await ofDocument(peer, '//a.example/'))).toEqual([one]);
  expect(idsOf(await ofDocument(peer, 'doi:10.1/a', '//nowhere.example/'))).toEqual([one]);
  expect(idsOf(await ofDocument(peer, '//nowhere.example/'))).toEqual([]);
  const names = ['//a.example/', 'doi:10.1/a', '//b.example/'].map((key) => documentHash(group, key));
  expect((await documentsOf(peer)).documents).toEqual(names.sort());
});

test('a note written under an older form of its address is found by the present one', async () => {
  const { owner, peer, write, ofDocument } = await circle();
  const one = await write(owner, about('//www.example.org/page?utm_source=mail'));
  expect(idsOf(await ofDocument(peer, '//example.org/page'))).toEqual([one]);
});

test('mine are my notes, what they answer, and the answers to them', async () => {
  const { owner, peer, write, partOf } = await circle();
  const asked = await write(owner, about('//a.example/'));
  await write(owner, about('//a.example/'));
  const answer = await write(peer, { ...about('//a.example/'), kind: 'reply', parent: asked });
  const thanks = await write(owner, { ...about('//a.example/'), kind: 'reply', parent: answer });
  const alone = await write(peer, about('//c.example/'));
  expect(idsOf(await partOf(peer, { part: 'mine' }))).toEqual([asked, answer, thanks, alone]);
});

test('what is edited, moved and deleted is found as it is now', async () => {
  const { owner, peer, group, write, ofDocument, documentsOf } = await circle();
  const [moved, gone] = [await write(owner, about('//a.example/')), await write(owner, about('//a.example/'))];
  expect(idsOf(await ofDocument(peer, '//a.example/'))).toEqual([moved, gone]);
  await owner.push(deleteOp(group, gone), putOp(group, moved, about('//b.example/'), 1));
  expect(idsOf(await ofDocument(peer, '//a.example/'))).toEqual([]);
  expect(idsOf(await ofDocument(peer, '//b.example/'))).toEqual([moved]);
  expect((await documentsOf(peer)).documents).toEqual([documentHash(group, '//b.example/')]);
});

test('the answers to a note that was forgotten and brought back are found again, and what stands below it', async () => {
  const { owner, peer, group, write, partOf } = await circle();
  const first = await write(peer, about('//a.example/'));
  const asked = await write(owner, { ...about('//a.example/'), kind: 'reply', parent: first });
  const answer = await write(peer, { ...about('//a.example/'), kind: 'reply', parent: asked });
  const last = await write(peer, { ...about('//a.example/'), kind: 'reply', parent: answer });
  await owner.pushOne(deleteOp(group, asked));
  await endpoint.deps.storage.purge(Date.now() + 60_000);
  // The index comes to the answers while nobody knows what they answer.
  expect(idsOf(await partOf(owner, { part: 'mine' }))).toEqual([]);
  const again = { ...about('//a.example/'), kind: 'reply', parent: first } as const;
  expect(await owner.pushOne(restoreOp(group, asked, again, 1))).toMatchObject({ status: 'applied' });
  expect(idsOf(await partOf(owner, { part: 'mine' }))).toEqual([first, answer, asked]);
  const { storage } = endpoint.deps;
  expect((await storage.placesById(group, [last]))[0]?.above).toEqual([first, asked, answer]);
  const below = { authors: null, isFirst: false, terms: [[belowTerm(first)]] };
  const found = await storage.findPlaces(group, below, { by: 'id', descending: false, after: null, limit: 10 });
  expect(found.map(({ id }) => id)).toEqual([asked, answer, last].sort());
});

test('parts of many notes come in pages, and with the changes after them they are the whole', async () => {
  const { owner, peer, group, ofDocument, partOf } = await circle();
  const ids = Array.from({ length: 1300 }, freshId);
  for (let at = 0; at < ids.length; at += 130)
    await owner.push(...ids.slice(at, at + 130).map((id) => putOp(group, id, about('//a.example/'))));
  const first = await ofDocument(peer, '//a.example/');
  expect([first.rows.length, first.more]).toEqual([1000, true]);
  await owner.pushOne(deleteOp(group, ids[0] ?? ''));
  const late = freshId();
  await owner.pushOne(putOp(group, late, about('//a.example/')));
  const hashes = [documentHash(group, '//a.example/')];
  const second = await partOf(peer, { part: 'documents', hashes, after: first.cursor });
  const since = JSON.parse((await peer.ask('GET', `/sync/v1/groups/${group}/changes?after=${first.head}`)).text);
  const held = new Map([...first.rows, ...second.rows, ...since.rows].map((row: Row) => [row.id, row.deleted]));
  expect([...held].flatMap(([id, deleted]) => (deleted ? [] : [id])).sort()).toEqual([...ids.slice(1), late].sort());
}, 120_000);

test('many who ask at once while others write find everything', async () => {
  const { owner, peer, write, ofDocument } = await circle();
  for (let at = 0; at < 5; at++) await write(owner, about('//a.example/'));
  const asked = await Promise.all([
    ...Array.from({ length: 6 }, () => ofDocument(peer, '//a.example/')),
    ...Array.from({ length: 6 }, () => write(peer, about('//b.example/'))),
  ]);
  for (const answer of asked) if (typeof answer !== 'string') expect(answer.rows).toHaveLength(5);
  expect(idsOf(await ofDocument(owner, '//b.example/'))).toHaveLength(6);
});

test('who is removed gets no part from then on', async () => {
  const { owner, peer, group, write, ofDocument } = await circle();
  await write(owner, about('//a.example/'));
  expect((await ofDocument(peer, '//a.example/')).rows).toHaveLength(1);
  await owner.remove(group, peer.id);
  const hashes = [documentHash(group, '//a.example/')];
  for (const request of [{ part: 'people' }, { part: 'mine' }, { part: 'documents', hashes }])
    expect((await peer.ask('POST', `/sync/v1/groups/${group}/part`, request)).status).toBe(404);
});
