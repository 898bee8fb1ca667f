/** The log of moderation: everything done to others is in it, in order, with ids and nobody's words. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { moderationLog } from '../../src/protocol/moderation.ts';
import type { ModerationLog } from '../../src/protocol/moderation.ts';
import { group as groupCommand } from '../../src/server/admin/group.ts';
import { operate } from './admin/operate.ts';
import { Learner, deleteOp, groupOp, openEndpoint } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
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
  return { ann, ben, cat, group };
}

async function logOf(learner: Learner, group: string, before?: number): Promise<ModerationLog> {
  const query = before === undefined ? '' : `?before=${before}`;
  const answer = await learner.ask('GET', `/sync/v1/groups/${group}/moderation${query}`);
  return v.parse(moderationLog, JSON.parse(answer.text));
}
const oldestFirst = ({ acts }: ModerationLog) =>
  acts.toReversed().map(({ actor, act, subject, role }) => ({ actor, act, subject, role }));

test('what hosts and the operator do is noted, what people do to their own is not', async () => {
  const { ann, ben, cat, group } = await circle();
  const secret = 'never in a log';
  const [theirs, own] = [await cat.write(group, secret), await ann.write(group, secret)];
  await ann.setRole(group, ben.id, 'facilitator');
  await ann.setRole(group, ben.id, 'facilitator');
  await ben.pushOne(deleteOp(group, theirs));
  await ben.pushOne(deleteOp(group, theirs, 2));
  await ann.pushOne(deleteOp(group, own));
  await ben.pushOne(groupOp(group, { description: secret }, 1));
  await ben.pushOne(groupOp(group, { description: secret }, 2));
  const end = () => ben.ask('DELETE', `/sync/v1/groups/${group}/invitation`);
  expect([(await end()).status, (await end()).status]).toEqual([204, 204]);
  await ben.remove(group, cat.id);
  await operate(endpoint.database.url, groupCommand, 'rename', group, secret);
  await ann.setRole(group, ben.id, 'owner');
  await ann.leave(group);

  const log = await logOf(ben, group);
  expect(oldestFirst(log)).toEqual([
    { actor: ann.id, act: 'member.role', subject: ben.id, role: 'facilitator' },
    { actor: ben.id, act: 'note.delete', subject: theirs, role: null },
    { actor: ben.id, act: 'group.edit', subject: group, role: null },
    { actor: ben.id, act: 'invitation.end', subject: group, role: null },
    { actor: ben.id, act: 'member.block', subject: cat.id, role: null },
    { actor: null, act: 'group.edit', subject: group, role: null },
    { actor: ann.id, act: 'member.role', subject: ben.id, role: 'owner' },
    { actor: ann.id, act: 'member.role', subject: ann.id, role: 'facilitator' },
  ]);
  expect(JSON.stringify(log)).not.toContain(secret);
  expect(log.more).toBe(false);
  const kept = await endpoint.database.query('SELECT * FROM moderations');
  expect(JSON.stringify(kept)).not.toContain(secret);

  const said = await operate(endpoint.database.url, groupCommand, 'log', group);
  expect(said).toHaveLength(1 + log.acts.length);
  expect(said.find((line) => line.includes('note.delete'))).toMatch(
    new RegExp(`${ben.id}\\s+note\\.delete\\s+${theirs}`),
  );
  expect(said.filter((line) => line.includes('operator'))).toHaveLength(1);
});

test('a refused act leaves nothing in the log', async () => {
  const { ann, ben, cat, group } = await circle();
  const note = await cat.write(group);
  await ben.pushOne(deleteOp(group, note));
  await ben.remove(group, cat.id);
  await ben.setRole(group, cat.id, 'owner');
  await ann.remove(group, ann.id);
  expect(await logOf(ann, group)).toEqual({ acts: [], more: false });
});

test('it is read page by page', async () => {
  const { ann, ben, group } = await circle();
  for (let n = 0; n < 101; n++)
    for (const role of ['reader', 'member'] as const) await ann.setRole(group, ben.id, role);
  const first = await logOf(ann, group);
  expect([first.acts.length, first.more]).toEqual([200, true]);
  const rest = await logOf(ann, group, first.acts.at(-1)?.seq);
  expect([rest.acts.length, rest.more]).toEqual([2, false]);
  const seqs = [...first.acts, ...rest.acts].map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
  expect((await ann.ask('GET', `/sync/v1/groups/${group}/moderation?before=x`)).status).toBe(400);
});
