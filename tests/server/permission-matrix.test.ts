/**
 * Who may do what, as one written table against the real endpoint: every role and every kind of
 * stranger, every verb. A stranger's answers must be those for a group that does not exist.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeMember } from '../../src/server/groups/membership.ts';
import type { MembershipFields } from '../../src/core/record.ts';
import { Learner, deleteOp, fields, freshId, groupOp, openEndpoint, putOp, request, restoreOp } from './class.ts';
import type { Answer, TestEndpoint } from './class.ts';

const SECRET = 'words of the group';
const verbs = [
  'pull',
  'invite',
  'edit group',
  'create',
  'edit own',
  'edit other',
  'delete own',
  'delete other',
  'restore own',
  'restore other',
  'leave',
] as const;
type Verb = (typeof verbs)[number];

/** y: done. n: refused as a member. –: answered as if there were no such group. */
const table: Record<string, string> = {
  //             pull invite edit-group create edit-own edit-other delete-own delete-other restore-own restore-other leave
  owner:
    '        y    y      y          y      y        n          y          y            y           n             n',
  facilitator:
    '  y    y      y          y      y        n          y          y            y           n             y',
  member:
    '       y    n      n          y      y        n          y          n            y           n             y',
  reader:
    '       y    n      n          n      n        n          y          n            n           n             y',
  left: '         –    –      –          –      –        –          –          –            –           –             –',
  removed:
    '      –    –      –          –      –        –          –          –            –           –             –',
  outsider:
    '     –    –      –          –      –        –          –          –            –           –             –',
};
const cells = Object.entries(table).flatMap(([role, line]) => {
  const marks = line.trim().split(/\s+/);
  return verbs.map((verb, at): [string, Verb, string] => [role, verb, marks[at] ?? '?']);
});

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

async function setMembership(group: string, member: string, change: Partial<MembershipFields>): Promise<void> {
  await endpoint.deps.storage.transact([group], async (tx) => {
    const membership = await tx.membership(group, member);
    if (membership) await changeMember({ tx, now: Date.now(), changes: new Map() }, membership, change);
  });
}

/** A group with a note of another member, and a subject of the given role with a note of its own. */
async function scene(role: string) {
  const owner = await Learner.guest(endpoint.url, 'Owner');
  const group = await owner.makeGroup(SECRET);
  const code = await owner.invite(group);
  const peer = await Learner.guest(endpoint.url, 'Peer');
  await peer.join(code);
  const other = await peer.write(group, SECRET);
  const otherGone = await peer.write(group, SECRET);
  await peer.pushOne(deleteOp(group, otherGone));
  if (role === 'owner') {
    const ownGone = await owner.write(group);
    await owner.pushOne(deleteOp(group, ownGone));
    return { subject: owner, group, other, otherGone, own: await owner.write(group), ownGone };
  }
  const subject = await Learner.guest(endpoint.url, 'Subject');
  if (role === 'outsider') return { subject, group, other, otherGone, own: freshId(), ownGone: freshId() };
  await subject.join(code);
  const [own, ownGone] = [await subject.write(group), await subject.write(group)];
  await subject.pushOne(deleteOp(group, ownGone));
  if (role === 'left' || role === 'removed') await setMembership(group, subject.id, { status: role });
  else if (role === 'facilitator' || role === 'reader') await setMembership(group, subject.id, { role });
  return { subject, group, other, otherGone, own, ownGone };
}

type Scene = Awaited<ReturnType<typeof scene>>;

function act({ subject, group, other, otherGone, own, ownGone }: Scene, verb: Verb): Promise<Answer> {
  const push = (op: unknown) => subject.ask('POST', '/sync/v1/push', { epoch: null, ops: [op] });
  switch (verb) {
    case 'pull':
      return subject.ask('GET', `/sync/v1/groups/${group}/changes`);
    case 'invite':
      return subject.ask('POST', `/sync/v1/groups/${group}/invitation`, {});
    case 'leave':
      return subject.ask('DELETE', `/sync/v1/groups/${group}/membership`);
    case 'edit group':
      return push(groupOp(group, { name: 'New' }, 1));
    case 'create':
      return push(putOp(group, freshId(), fields()));
    case 'edit own':
      return push(putOp(group, own, { text: 'new' }, 1));
    case 'edit other':
      return push(putOp(group, other, { text: 'new' }, 1));
    case 'delete own':
      return push(deleteOp(group, own));
    case 'delete other':
      return push(deleteOp(group, other));
    case 'restore own':
      return push(restoreOp(group, ownGone, fields()));
    case 'restore other':
      return push(restoreOp(group, otherGone, fields()));
  }
}

/** y, n or –, read from an answer. */
function markOf(answer: Answer): string {
  if (answer.status === 404) return '–';
  if (answer.status === 403) return 'n';
  if (answer.status === 204) return 'y';
  const { results } = JSON.parse(answer.text);
  if (results === undefined) return 'y';
  return results[0].status === 'applied' ? 'y' : results[0].status === 'forbidden' ? 'n' : results[0].status;
}

const withoutIds = (answer: Answer): string => `${answer.status} ${answer.text.replace(/"opId":"[^"]+"/, '')}`;

describe('roles and verbs', () => {
  test.each(cells)('%s: %s → %s', async (role, verb, mark) => {
    const it = await scene(role);
    const answer = await act(it, verb);
    if (mark === '–') {
      // Exactly what the same person is answered about a group that was never made.
      const nowhere = await act(
        { ...it, group: freshId(), own: freshId(), ownGone: freshId(), other: freshId(), otherGone: freshId() },
        verb,
      );
      expect(withoutIds(answer)).toBe(withoutIds(nowhere));
      expect(['–', 'n']).toContain(markOf(answer));
      expect(answer.text).not.toContain(SECRET);
    } else {
      expect(markOf(answer)).toBe(mark);
    }
  });

  test('the session names active groups only', async () => {
    for (const role of ['left', 'removed', 'outsider']) {
      const { subject } = await scene(role);
      expect(JSON.parse((await subject.ask('GET', '/sync/v1/session')).text).groups).toEqual([]);
    }
    const { subject, group } = await scene('reader');
    expect(JSON.parse((await subject.ask('GET', '/sync/v1/session')).text).groups).toMatchObject([
      { id: group, role: 'reader', personal: false },
    ]);
  });

  test('without a session nothing but health, pages and accounts is answered', async () => {
    const { group } = await scene('outsider');
    const asked: [string, string, unknown?][] = [
      ['GET', '/sync/v1/session'],
      ['POST', '/sync/v1/push', { epoch: null, ops: [] }],
      ['GET', `/sync/v1/groups/${group}/changes`],
      ['POST', '/sync/v1/join', { code: 'ABCDEFGHJK', name: 'x' }],
      ['POST', `/sync/v1/groups/${group}/invitation`, {}],
      ['DELETE', `/sync/v1/groups/${group}/membership`],
      ['POST', '/account/v1/sign-out', {}],
    ];
    for (const token of [undefined, 'x'.repeat(32), 'é'.repeat(3).replaceAll('é', '%C3')]) {
      for (const [method, path, body] of asked) {
        expect([path, (await request(endpoint.url, method, path, body, token)).status]).toEqual([path, 401]);
      }
    }
  });
});

describe('membership', () => {
  test('who was removed cannot come back by a code, who left can, as a member', async () => {
    const owner = await Learner.guest(endpoint.url, 'Owner');
    const group = await owner.makeGroup();
    const code = await owner.invite(group);
    const subject = await Learner.guest(endpoint.url, 'Sub');
    await subject.join(code);
    await setMembership(group, subject.id, { role: 'facilitator' });
    await subject.ask('DELETE', `/sync/v1/groups/${group}/membership`);
    const back = await subject.ask('POST', '/sync/v1/join', { code, name: 'Sub again' });
    expect(JSON.parse(back.text)).toEqual({ group, name: 'Class', role: 'member' });
    const rows = await owner.rows(group);
    expect(rows.filter((row) => row.author === subject.id)).toMatchObject([
      { rev: 4, fields: { name: 'Sub again', role: 'member', status: 'active' } },
    ]);
    await setMembership(group, subject.id, { status: 'removed' });
    expect((await subject.ask('POST', '/sync/v1/join', { code, name: 'Sub' })).status).toBe(404);
  });

  test('joining twice is joining once', async () => {
    const owner = await Learner.guest(endpoint.url, 'Owner');
    const group = await owner.makeGroup();
    const code = await owner.invite(group);
    const subject = await Learner.guest(endpoint.url, 'Sub');
    await Promise.all([subject.join(code), subject.join(code), subject.join(` ${code.toLowerCase()} `)]);
    await owner.join(code);
    expect((await owner.rows(group)).filter((row) => row.kind === 'membership')).toHaveLength(2);
    expect(await owner.invite(group)).toBe(code);
  });

  test('an owner keeps the role when joining by the code', async () => {
    const owner = await Learner.guest(endpoint.url, 'Owner');
    const group = await owner.makeGroup();
    const answer = await owner.ask('POST', '/sync/v1/join', { code: await owner.invite(group), name: 'x' });
    expect(JSON.parse(answer.text)).toMatchObject({ role: 'owner' });
  });
});
