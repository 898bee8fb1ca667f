/**
 * Who may do what, as one written table against the real endpoint: every role and every kind of
 * stranger, every verb. A stranger's answers must be those for a group that does not exist.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import {
  Learner,
  deleteOp,
  fields,
  freshId,
  groupOp,
  openEndpoint,
  roomyLimits,
  putOp,
  request,
  restoreOp,
} from './class.ts';
import type { Answer, TestEndpoint } from './class.ts';

const SECRET = 'words of the group';
const verbs = [
  'pull',
  'size',
  'documents',
  'people',
  'own part',
  'document',
  'invite',
  'end invitation',
  'edit group',
  'create',
  'reply',
  'move own',
  'move other',
  'edit own',
  'edit other',
  'delete own',
  'delete other',
  'restore own',
  'restore other',
  'leave',
  'give a role',
  'give own role',
  'hand over',
  'remove member',
  'remove facilitator',
  'remove owner',
  'read moderation',
  'remove but not block',
  'let in again',
  'report own',
  'report other',
  'read reports',
  'dismiss',
  'dismiss own',
  'hide own',
  'hide other',
  'show own',
  'show other',
] as const;
type Verb = (typeof verbs)[number];

/**
 * y: done. n: refused as a member. –: answered as if there were no such group. x: not signed in.
 * i: not something that can be asked for: a note stays in the group it was written in (an outsider has none
 * there, so that it is a new one in a group of their own).
 */
const table = `
                      owner facilitator member reader left removed outsider anonymous
  pull                y     y           y      y      –    –       –        x
  size                y     y           y      y      –    –       –        x
  documents           y     y           y      y      –    –       –        x
  people              y     y           y      y      –    –       –        x
  own part            y     y           y      y      –    –       –        x
  document            y     y           y      y      –    –       –        x
  invite              y     y           n      n      –    –       –        x
  end invitation      y     y           n      n      –    –       –        x
  edit group          y     y           n      n      –    –       –        x
  create              y     y           y      n      –    –       –        x
  reply               y     y           y      n      –    –       –        x
  move own            i     i           i      i      i    i       y        x
  move other          i     i           i      i      i    i       i        x
  edit own            y     y           y      n      –    –       –        x
  edit other          n     n           n      n      –    –       –        x
  delete own          y     y           y      y      –    –       –        x
  delete other        y     y           n      n      –    –       –        x
  restore own         y     y           y      n      –    –       –        x
  restore other       n     n           n      n      –    –       –        x
  leave               n     y           y      y      –    –       –        x
  give a role         y     n           n      n      –    –       –        x
  give own role       n     n           n      n      –    –       –        x
  hand over           y     n           n      n      –    –       –        x
  remove member       y     y           n      n      –    –       –        x
  remove facilitator  y     y           n      n      –    –       –        x
  remove owner        n     n           n      n      –    –       –        x
  read moderation     y     y           n      n      –    –       –        x
  remove but not block y    y           n      n      –    –       –        x
  let in again        y     y           n      n      –    –       –        x
  report own          n     n           n      n      –    –       –        x
  report other        y     y           y      y      –    –       –        x
  read reports        y     y           n      n      –    –       –        x
  dismiss             y     y           n      n      –    –       –        x
  dismiss own         n     n           n      n      –    –       –        x
  hide own            n     n           n      n      –    –       –        x
  hide other          y     y           n      n      –    –       –        x
  show own            n     n           n      n      –    –       –        x
  show other          y     y           n      n      –    –       –        x`;
const [heading = '', ...lines] = table.trim().split('\n');
const roles = heading.trim().split(/\s+/);
const cells = verbs.flatMap((verb) => {
  const line = lines.find((one) => new RegExp(`^${verb} +[yni–] `).test(one.trim())) ?? '';
  const marks = line.trim().slice(verb.length).trim().split(/\s+/);
  return roles.map((role, at): [string, Verb, string] => [role, verb, marks[at] ?? '?']);
});

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
});
afterAll(() => endpoint.dispose());

/** A group with notes of another member, and a subject of the given role with notes of its own. */
async function scene(role: string) {
  const owner = await Learner.guest(endpoint.url, 'Owner');
  const group = await owner.makeGroup(SECRET);
  const code = await owner.invite(group);
  const peer = await Learner.guest(endpoint.url, 'Peer');
  await peer.join(code);
  const other = await peer.write(group, SECRET);
  const otherGone = await peer.write(group, SECRET);
  await peer.pushOne(deleteOp(group, otherGone));
  const aide = await Learner.guest(endpoint.url, 'Aide');
  await aide.join(code);
  await owner.setRole(group, aide.id, 'facilitator');
  const people = { owner: owner.id, aide: aide.id, peer: peer.id };
  if (role === 'owner') {
    const ownGone = await owner.write(group);
    await owner.pushOne(deleteOp(group, ownGone));
    return { subject: owner, group, people, other, otherGone, own: await owner.write(group), ownGone };
  }
  const subject = await Learner.guest(endpoint.url, 'Subject');
  if (role === 'anonymous') subject.session = { ...subject.session, token: 'x'.repeat(32) };
  if (role === 'outsider' || role === 'anonymous')
    return { subject, group, people, other, otherGone, own: freshId(), ownGone: freshId() };
  await subject.join(code);
  const [own, ownGone] = [await subject.write(group), await subject.write(group)];
  await subject.pushOne(deleteOp(group, ownGone));
  if (role === 'left') await subject.leave(group);
  if (role === 'removed') await owner.remove(group, subject.id);
  if (role === 'facilitator' || role === 'reader') await owner.setRole(group, subject.id, role);
  return { subject, group, people, other, otherGone, own, ownGone };
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function act({ subject, group, people, other, otherGone, own, ownGone }: Scene, verb: Verb): Promise<Answer> {
  const push = (op: unknown) => subject.ask('POST', '/sync/v1/push', { epoch: null, ops: [op] });
  switch (verb) {
    case 'pull':
      return subject.ask('GET', `/sync/v1/groups/${group}/changes`);
    case 'size':
      return subject.ask('GET', `/sync/v1/groups/${group}/size`);
    case 'documents':
      return subject.ask('GET', `/sync/v1/groups/${group}/documents`);
    case 'people':
      return subject.ask('POST', `/sync/v1/groups/${group}/part`, { part: 'people' });
    case 'own part':
      return subject.ask('POST', `/sync/v1/groups/${group}/part`, { part: 'mine' });
    case 'document': {
      const hashes = ABOUT.keys.map((key) => documentHash(group, key));
      return subject.ask('POST', `/sync/v1/groups/${group}/part`, { part: 'documents', hashes });
    }
    case 'end invitation':
      return subject.ask('DELETE', `/sync/v1/groups/${group}/invitation`);
    case 'invite':
      return subject.ask('POST', `/sync/v1/groups/${group}/invitation`, {});
    case 'leave':
      return subject.leave(group);
    case 'give a role':
      return subject.setRole(group, people.peer, 'reader');
    case 'give own role':
      return subject.setRole(group, subject.id, 'facilitator');
    case 'hand over':
      return subject.setRole(group, people.peer, 'owner');
    case 'remove member':
      return subject.remove(group, people.peer);
    case 'remove facilitator':
      return subject.remove(group, people.aide);
    case 'remove owner':
      return subject.remove(group, people.owner);
    case 'read moderation':
      return subject.ask('GET', `/sync/v1/groups/${group}/moderation`);
    case 'remove but not block':
      return subject.ask('DELETE', `/sync/v1/groups/${group}/members/${people.peer}?block=no`);
    case 'let in again':
      return subject.ask('DELETE', `/sync/v1/groups/${group}/blocks/${people.peer}`);
    case 'report own':
      return subject.report(group, own);
    case 'report other':
      return subject.report(group, other);
    case 'read reports':
      return subject.ask('GET', `/sync/v1/groups/${group}/reports`);
    case 'dismiss':
      return subject.ask('DELETE', `/sync/v1/groups/${group}/notes/${other}/report`);
    case 'dismiss own':
      return subject.ask('DELETE', `/sync/v1/groups/${group}/notes/${own}/report`);
    case 'hide own':
      return subject.hide(group, own);
    case 'hide other':
      return subject.hide(group, other);
    case 'show own':
      return subject.showAgain(group, own);
    case 'show other':
      return subject.showAgain(group, other);
    case 'edit group':
      return push(groupOp(group, { name: 'New' }, 1));
    case 'create':
      return push(putOp(group, freshId(), fields()));
    case 'reply':
      return push(putOp(group, freshId(), fields({ kind: 'reply', parent: other, target: ABOUT })));
    case 'move own':
      return push(putOp(await elsewhere(subject), own, fields({ text: 'moved' })));
    case 'move other':
      return push(putOp(await elsewhere(subject), other, fields({ text: 'moved' })));
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

const ABOUT = { ...fields().target, selectors: [] };

/** A group of the subject's own, where they may write. */
const elsewhere = (subject: Learner): Promise<string> => subject.makeGroup().catch(() => freshId());

/** The mark of the table, read from an answer. */
function markOf(answer: Answer): string {
  if (answer.status === 404) return '–';
  if (answer.status === 403) return 'n';
  if (answer.status === 401) return 'x';
  if (answer.status === 204) return 'y';
  const { results } = JSON.parse(answer.text);
  if (results === undefined) return 'y';
  return results[0].status === 'applied'
    ? 'y'
    : results[0].status === 'forbidden'
      ? 'n'
      : results[0].status === 'invalid'
        ? 'i'
        : results[0].status;
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
      if (mark === 'x') expect(answer.text).not.toContain(SECRET);
    }
    // What is left of it must not differ by what there is.
    for (const name of ['etag', 'last-modified', 'content-location']) expect(answer.headers.has(name)).toBe(false);
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
      ['DELETE', `/sync/v1/groups/${group}/invitation`],
      ['GET', `/sync/v1/groups/${group}/size`],
      ['GET', `/sync/v1/groups/${group}/documents`],
      ['POST', `/sync/v1/groups/${group}/part`, { part: 'people' }],
      ['DELETE', `/sync/v1/groups/${group}/membership`],
      ['PUT', `/sync/v1/groups/${group}/members/${freshId()}`, { role: 'reader' }],
      ['DELETE', `/sync/v1/groups/${group}/members/${freshId()}`],
      ['GET', `/sync/v1/groups/${group}/moderation`],
      ['GET', `/sync/v1/groups/${group}/reports`],
      ['PUT', `/sync/v1/groups/${group}/notes/${freshId()}/report`, { reason: 'x' }],
      ['DELETE', `/sync/v1/groups/${group}/notes/${freshId()}/report`],
      ['PUT', `/sync/v1/groups/${group}/notes/${freshId()}/hidden`, { reason: 'x' }],
      ['DELETE', `/sync/v1/groups/${group}/notes/${freshId()}/hidden`],
      ['DELETE', `/sync/v1/groups/${group}/blocks/${freshId()}`],
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
    await owner.setRole(group, subject.id, 'facilitator');
    await subject.leave(group);
    const back = await subject.ask('POST', '/sync/v1/join', { code, name: 'Sub again' });
    expect(JSON.parse(back.text)).toEqual({ group, name: 'Class', role: 'member' });
    const rows = await owner.rows(group);
    expect(rows.filter((row) => row.author === subject.id)).toMatchObject([
      { rev: 4, fields: { name: 'Sub again', role: 'member', status: 'active' } },
    ]);
    await owner.remove(group, subject.id);
    expect((await subject.ask('POST', '/sync/v1/join', { code, name: 'Sub' })).status).toBe(404);
  });

  test('an invitation that was ended lets nobody in, by code or link, and the next one is another', async () => {
    const owner = await Learner.guest(endpoint.url, 'Owner');
    const group = await owner.makeGroup();
    const old = await owner.invite(group);
    const subject = await Learner.guest(endpoint.url, 'Sub');
    await subject.join(old);
    await owner.remove(group, subject.id);
    const end = () => owner.ask('DELETE', `/sync/v1/groups/${group}/invitation`);
    expect([(await end()).status, (await end()).status]).toEqual([204, 204]);
    const code = await owner.invite(group);
    expect(code).not.toBe(old);
    const again = await Learner.guest(endpoint.url, 'Sub again');
    const refused = await again.ask('POST', '/sync/v1/join', { code: old, name: 'Sub' });
    const unknown = await again.ask('POST', '/sync/v1/join', { code: 'ABCDEFGHJK', name: 'Sub' });
    expect([refused.status, refused.text]).toEqual([unknown.status, unknown.text]);
    const page = await request(endpoint.url, 'GET', `/j/${old.replaceAll('-', '')}`);
    expect([page.status, page.text]).toEqual([404, expect.stringContaining('not valid, or no longer')]);
    expect(page.text).not.toContain('Class');
    // By account, whichever code.
    expect((await subject.ask('POST', '/sync/v1/join', { code, name: 'Sub' })).status).toBe(404);
    expect(await again.join(code)).toBe(group);
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
