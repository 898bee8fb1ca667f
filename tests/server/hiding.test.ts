/** Hiding a note and showing it again: whose devices get its words meanwhile, and that nothing of it gets lost or round it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { reportList } from '../../src/protocol/safety.ts';
import {
  Learner,
  codeOf,
  deleteOp,
  fields,
  freshId,
  openEndpoint,
  putOp,
  restoreOp,
  roomyLimits,
  takeBackOp,
} from './class.ts';
import type { TestEndpoint } from './class.ts';

const SECRET = 'words that harm';
const REASON = 'We do not speak so here.';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
});
afterAll(() => endpoint.dispose());

async function circle() {
  const [ann, ben, cat] = [
    await Learner.guest(endpoint.url, 'Ann'),
    await Learner.guest(endpoint.url, 'Ben'),
    await Learner.guest(endpoint.url, 'Cat'),
  ];
  const group = await ann.makeGroup();
  const code = await ann.invite(group);
  for (const one of [ben, cat]) await one.join(code);
  const note = freshId();
  await ben.pushOne(putOp(group, note, fields({ text: SECRET, tags: [SECRET] })));
  return { ann, ben, cat, group, note };
}

const everything = async (learner: Learner, group: string): Promise<string> =>
  JSON.stringify(await learner.rows(group));
const partOf = async (learner: Learner, group: string): Promise<string> =>
  (await learner.ask('POST', `/sync/v1/groups/${group}/part`, { part: 'mine' })).text;
const listOf = async (learner: Learner, group: string) =>
  v.parse(reportList, JSON.parse((await learner.ask('GET', `/sync/v1/groups/${group}/reports`)).text));
const logOf = async (learner: Learner, group: string): Promise<string[]> =>
  JSON.parse((await learner.ask('GET', `/sync/v1/groups/${group}/moderation`)).text)
    .acts.map(({ act }: { act: string }) => act)
    .toReversed();

test('a hidden note goes to nobody but its author, with the reason, and comes back as it was', async () => {
  const { ann, ben, cat, group, note } = await circle();
  await cat.pushOne(putOp(group, freshId(), fields({ kind: 'reply', parent: note, text: 'an answer' })));
  const before = (await cat.rows(group)).find(({ id }) => id === note);
  expect((await ann.hide(group, note, REASON)).status).toBe(204);
  expect((await ann.hide(group, note, 'another reason')).status).toBe(204);
  for (const one of [ann, cat]) {
    const told = `${await everything(one, group)}${await partOf(one, group)}`;
    expect(told).not.toContain(SECRET);
    expect(told).not.toContain(REASON);
    expect(told).toContain('"hidden":true');
  }
  for (const told of [await everything(ben, group), await partOf(ben, group)]) {
    expect(told).toContain(SECRET);
    expect(told).toContain(REASON);
    expect(told).not.toContain('another reason');
  }
  expect((await ann.showAgain(group, note)).status).toBe(204);
  expect((await ann.showAgain(group, note)).status).toBe(204);
  const after = (await cat.rows(group)).find(({ id }) => id === note);
  expect(after).toMatchObject({ rev: 3, author: ben.id });
  expect(after && 'fields' in after && after.fields).toEqual(before && 'fields' in before && before.fields);
  expect(await everything(ben, group)).not.toContain(REASON);
  expect(await logOf(ann, group)).toEqual(['note.hide', 'note.show']);
});

test('its author cannot edit it into sight, nor bring it back by deleting it, nor take the record of it away', async () => {
  const { ann, ben, cat, group, note } = await circle();
  await ann.hide(group, note, REASON);
  expect((await ben.pushOne(putOp(group, note, { text: SECRET }, 2))).status).toBe('forbidden');
  expect((await ben.pushOne(putOp(group, note, { hidden: false }, 2))).status).toBe('forbidden');
  const record = (await ben.rows(group)).find((row) => row.kind === 'reaction' && !row.deleted);
  expect((await ben.pushOne(takeBackOp(group, record?.id ?? ''))).status).toBe('forbidden');
  expect((await ben.pushOne(deleteOp(group, note, 1))).status).toBe('applied');
  expect((await ben.pushOne(restoreOp(group, note, fields({ text: SECRET }), 3))).status).toBe('forbidden');
  expect(await everything(cat, group)).not.toContain(SECRET);
  expect(await everything(ben, group)).not.toContain(SECRET);
  expect((await ann.showAgain(group, note)).status).toBe(404);
});

test('nobody can pretend that a note was hidden, or hide one by an operation', async () => {
  const { ben, cat, group, note } = await circle();
  const own = freshId();
  await ben.pushOne(putOp(group, own, fields({ text: 'mine', hidden: true })));
  await ben.pushOne(putOp(group, note, { hidden: true }, 1));
  const rows = await cat.rows(group);
  expect(JSON.stringify(rows)).not.toContain('hidden');
  const forged = { ...takeBackOp(group, freshId()), act: 'put', baseRev: 0, fields: { target: note, type: 'hidden' } };
  expect((await cat.pushOne(forged)).status).toBe('invalid');
});

test('a report is for hosts who did not write the note, and is settled by hiding or by dismissing it', async () => {
  const { ann, ben, cat, group, note } = await circle();
  const other = await ben.write(group, 'harmless');
  expect(JSON.parse((await cat.report(group, note, 'rude')).text)).toEqual({ hosts: 1 });
  await cat.report(group, note, 'very rude');
  await cat.report(group, other, 'do not like it');
  const { reports } = await listOf(ann, group);
  expect(reports).toMatchObject([
    { note: other, author: ben.id, text: 'harmless', given: [{ reporter: cat.id, reason: 'do not like it' }] },
    { note, author: ben.id, text: SECRET, given: [{ reporter: cat.id, reason: 'very rude' }] },
  ]);
  // Nothing of it travels, not even as a place in the history.
  for (const one of [ann, ben, cat]) expect(await everything(one, group)).not.toMatch(/rude|do not like/);

  await ann.setRole(group, ben.id, 'facilitator');
  expect(await listOf(ben, group)).toEqual({ reports: [], hidden: [] });
  expect((await ben.ask('DELETE', `/sync/v1/groups/${group}/notes/${note}/report`)).status).toBe(403);

  await ann.ask('DELETE', `/sync/v1/groups/${group}/notes/${other}/report`);
  await ann.hide(group, note, REASON);
  expect(await listOf(ann, group)).toMatchObject({ reports: [], hidden: [{ note, text: SECRET, reason: REASON }] });
  expect(await listOf(ben, group)).toEqual({ reports: [], hidden: [] });
  expect(await logOf(ann, group)).toEqual(['member.role', 'report.dismiss', 'note.hide']);
});

test('a report of a note that is hidden already is settled by hiding it once more', async () => {
  const { ann, cat, group, note } = await circle();
  await ann.hide(group, note, REASON);
  await cat.report(group, note, 'rude');
  expect((await listOf(ann, group)).reports).toMatchObject([{ note }]);
  expect((await ann.hide(group, note)).status).toBe(204);
  expect(await listOf(ann, group)).toMatchObject({ reports: [], hidden: [{ note, reason: REASON }] });
  expect(await logOf(ann, group)).toEqual(['note.hide']);
});

test('where the only host wrote the note, nobody is told and nothing is kept', async () => {
  const { ann, cat, group } = await circle();
  const note = await ann.write(group, 'by the host');
  expect(JSON.parse((await cat.report(group, note)).text)).toEqual({ hosts: 0 });
  expect(await endpoint.database.query('SELECT note FROM reports')).not.toContainEqual({ note });
});

test('reports go with the note, with who made them, and there are not more than anybody can mean', async () => {
  const { ann, ben, cat, group, note } = await circle();
  await cat.report(group, note);
  await ben.pushOne(deleteOp(group, note));
  expect(await listOf(ann, group)).toEqual({ reports: [], hidden: [] });
  for (let n = 0; n < 100; n++) expect((await cat.report(group, await ben.write(group))).status).toBe(200);
  expect(codeOf(await cat.report(group, await ben.write(group)))).toBe('too_many');
  expect((await cat.ask('DELETE', '/account/v1/account', {})).status).toBe(204);
  expect(await listOf(ann, group)).toEqual({ reports: [], hidden: [] });
});

test('a reason is words, and not without end', async () => {
  const { ann, cat, group, note } = await circle();
  for (const reason of ['', '   ', 'x'.repeat(1001)]) {
    expect((await cat.report(group, note, reason)).status).toBe(422);
    expect((await ann.hide(group, note, reason)).status).toBe(422);
  }
});

test('who is removed may come back by an invitation, who is blocked may not, until let in again', async () => {
  const { ann, ben, group } = await circle();
  const code = await ann.invite(group);
  const enter = async () => (await ben.ask('POST', '/sync/v1/join', { code, name: 'Ben' })).status;
  const out = (query: string) => ann.ask('DELETE', `/sync/v1/groups/${group}/members/${ben.id}${query}`);
  expect((await out('?block=no')).status).toBe(204);
  expect((await ben.ask('GET', `/sync/v1/groups/${group}/changes`)).status).toBe(404);
  expect(await enter()).toBe(200);
  expect((await out('')).status).toBe(204);
  expect(await enter()).toBe(404);
  // A softer word later does not open the door.
  expect((await out('?block=no')).status).toBe(204);
  expect(await enter()).toBe(404);
  expect((await out('?block=perhaps')).status).toBe(400);
  expect((await ann.ask('DELETE', `/sync/v1/groups/${group}/blocks/${ben.id}`)).status).toBe(204);
  expect((await ben.ask('GET', `/sync/v1/groups/${group}/changes`)).status).toBe(404);
  expect(await enter()).toBe(200);
  expect(await logOf(ann, group)).toEqual(['member.remove', 'member.block', 'member.unblock']);
});
