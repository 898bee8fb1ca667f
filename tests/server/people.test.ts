/** Roles given, ownership handed over, people removed: what of it the others see, by HTTP and live. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../src/core/id.ts';
import { Learner, codeOf, deleteOp, fields, freshId, groupOp, openEndpoint, putOp } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { LiveClient } from './live-client.ts';

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
  await ben.join(code);
  await cat.join(code);
  return { ann, ben, cat, group, code };
}

const open = (who: Learner): Promise<LiveClient> => LiveClient.open(endpoint.url, who.session.token);

/** Everybody's place in a group, by name, as a pull tells it. */
async function placesOf(reader: Learner, group: Id): Promise<Record<string, string>> {
  const rows = await reader.rows(group);
  return Object.fromEntries(
    rows.flatMap((row) =>
      row.kind === 'membership' && !row.deleted ? [[row.fields.name, `${row.fields.role} ${row.fields.status}`]] : [],
    ),
  );
}

async function roleInSession(who: Learner, group: Id): Promise<string | undefined> {
  const { groups } = JSON.parse((await who.ask('GET', '/sync/v1/session')).text);
  return groups.find((one: { id: string }) => one.id === group)?.role;
}

describe('a role', () => {
  test('is one more change of the group, pulled and heard under the same seq, and holds at once', async () => {
    const { ann, ben, cat, group } = await circle();
    const { cursor: before } = await ann.pull(group);
    const [bens, cats] = [await open(ben), await open(cat)];
    expect((await ann.setRole(group, ben.id, 'reader')).status).toBe(204);
    const { rows, cursor } = await cat.pull(group, before);
    expect(cursor).toBe(before + 1);
    expect(rows).toMatchObject([
      { kind: 'membership', seq: cursor, rev: 2, fields: { member: ben.id, name: 'Ben', role: 'reader' } },
    ]);
    expect(await cats.hears('rows')).toMatchObject({ group, after: before, cursor, rows });
    await bens.hears('groups');
    expect(cats.heard.some((one) => one.type === 'groups')).toBe(false);
    expect(await roleInSession(ben, group)).toBe('reader');
    expect(await ben.pushOne(putOp(group, freshId(), fields()))).toMatchObject({ status: 'forbidden' });
    await ann.setRole(group, ben.id, 'facilitator');
    expect(await ben.pushOne(groupOp(group, { name: 'New' }, 1))).toMatchObject({ status: 'applied' });
    for (const socket of [bens, cats]) socket.close();
  });

  test('given twice is given once', async () => {
    const { ann, ben, group } = await circle();
    await ann.setRole(group, ben.id, 'reader');
    const { cursor } = await ann.pull(group);
    expect((await ann.setRole(group, ben.id, 'reader')).status).toBe(204);
    expect((await ann.pull(group)).cursor).toBe(cursor);
  });

  test('is for active members only', async () => {
    const { ann, ben, cat, group } = await circle();
    await ben.leave(group);
    await ann.remove(group, cat.id);
    for (const member of [ben.id, cat.id, freshId(), 'nobody']) {
      for (const role of ['member', 'owner'] as const) {
        expect(codeOf(await ann.setRole(group, member, role))).toBe('not_found');
      }
    }
    expect(await roleInSession(ann, group)).toBe('owner');
  });

  test('must be one there is', async () => {
    const { ann, ben, group } = await circle();
    const path = `/sync/v1/groups/${group}/members/${ben.id}`;
    for (const body of [{ role: 'king' }, { role: null }, {}]) {
      expect(codeOf(await ann.ask('PUT', path, body))).toBe('invalid');
    }
    for (const body of ['', '[]', '"reader"', '{'])
      expect(codeOf(await ann.ask('PUT', path, body))).toBe('bad_request');
    expect(codeOf(await ann.ask('PUT', path))).toBe('invalid_media');
    expect(codeOf(await ann.ask('PUT', path, { role: 'reader', more: 'x'.repeat(2_000_001) }))).toBe('too_large');
    expect(await roleInSession(ben, group)).toBe('member');
  });
});

describe('ownership', () => {
  test('is handed over in one step: no page of the history ends without an owner', async () => {
    const { ann, ben, cat, group } = await circle();
    const { cursor: before } = await ann.pull(group);
    const [anns, bens, cats] = [await open(ann), await open(ben), await open(cat)];
    expect((await ann.setRole(group, ben.id, 'owner')).status).toBe(204);
    const { rows } = await cat.pull(group, before);
    expect(rows).toMatchObject([
      { seq: before + 1, fields: { member: ben.id, role: 'owner' } },
      { seq: before + 2, fields: { member: ann.id, role: 'facilitator' } },
    ]);
    expect(await cats.hears('rows')).toMatchObject({ after: before, cursor: before + 2, rows });
    await anns.hears('groups');
    await bens.hears('groups');
    expect(await roleInSession(ben, group)).toBe('owner');
    expect(codeOf(await ann.setRole(group, cat.id, 'reader'))).toBe('forbidden');
    expect((await ann.leave(group)).status).toBe(204);
    for (const socket of [anns, bens, cats]) socket.close();
  });

  test('given to two at once goes to one', async () => {
    const { ann, ben, cat, group } = await circle();
    const answers = await Promise.all([ann.setRole(group, ben.id, 'owner'), ann.setRole(group, cat.id, 'owner')]);
    expect(answers.map((one) => one.status).sort()).toEqual([204, 403]);
    const roles = Object.values(await placesOf(cat, group)).sort();
    expect(roles).toEqual(['facilitator active', 'member active', 'owner active']);
  });

  test('cannot get lost: the owner is not demoted, not removed, and does not leave', async () => {
    const { ann, ben, cat, group } = await circle();
    await ann.setRole(group, ben.id, 'facilitator');
    for (const who of [ann, ben, cat]) {
      for (const role of ['facilitator', 'member', 'reader'] as const) {
        expect(codeOf(await who.setRole(group, ann.id, role))).toBe('forbidden');
      }
      expect(codeOf(await who.remove(group, ann.id))).toBe('forbidden');
    }
    expect(codeOf(await ann.leave(group))).toBe('forbidden');
    expect(await placesOf(ann, group)).toEqual({
      Ann: 'owner active',
      Ben: 'facilitator active',
      Cat: 'member active',
    });
  });
});

describe('who is removed', () => {
  test('hears that their groups changed, and nothing of the group from then on', async () => {
    const { ann, ben, cat, group } = await circle();
    const [bens, cats] = [await open(ben), await open(cat)];
    expect((await ann.remove(group, ben.id)).status).toBe(204);
    await ann.write(group, 'said after');
    await ann.setRole(group, cat.id, 'facilitator');
    await cats.hears('groups');
    expect((await bens.closed).code).toBe(4403);
    expect(bens.heard.map((one) => one.type)).toEqual(['welcome', 'groups']);
    expect(cats.heard.filter((one) => one.type === 'rows')).toHaveLength(3);
    const again = await open(ben);
    expect(await again.hears('welcome')).toMatchObject({ heads: [] });
    for (const socket of [cats, again]) socket.close();
  });

  test('is answered as somebody who never was in the group', async () => {
    const { ann, ben, group, code } = await circle();
    const note = await ben.write(group, 'mine');
    await ann.remove(group, ben.id);
    const eve = await Learner.guest(endpoint.url, 'Eve');
    for (const who of [ben, eve]) {
      expect(codeOf(await who.ask('GET', `/sync/v1/groups/${group}/changes`))).toBe('not_found');
      const ops = [
        putOp(group, freshId(), fields()),
        putOp(group, note, { text: 'changed' }, 1),
        deleteOp(group, note),
        groupOp(group, { name: 'New' }, 1),
      ];
      for (const op of ops) expect(await who.pushOne(op)).toEqual({ opId: op.opId, status: 'forbidden' });
      expect(codeOf(await who.setRole(group, ann.id, 'reader'))).toBe('not_found');
      expect(codeOf(await who.remove(group, ann.id))).toBe('not_found');
      expect(await roleInSession(who, group)).toBeUndefined();
    }
    expect(codeOf(await ben.ask('POST', '/sync/v1/join', { code, name: 'Ben' }))).toBe('wrong_code');
  });

  test('leaves notes and name behind, and a change that the others pull', async () => {
    const { ann, ben, cat, group } = await circle();
    const note = await ben.write(group, 'mine');
    const { cursor } = await ann.pull(group);
    await ann.remove(group, ben.id);
    expect((await cat.pull(group, cursor)).rows).toMatchObject([
      { seq: cursor + 1, fields: { member: ben.id, name: 'Ben', status: 'removed' } },
    ]);
    expect((await cat.rows(group)).find((row) => row.id === note)).toMatchObject({ fields: { text: 'mine' } });
    expect((await ann.remove(group, ben.id)).status).toBe(204);
    expect((await ann.pull(group)).cursor).toBe(cursor + 1);
  });

  test('may have left before: the code no longer brings them back', async () => {
    const { ann, ben, group, code } = await circle();
    await ben.leave(group);
    expect((await ann.remove(group, ben.id)).status).toBe(204);
    expect(codeOf(await ben.ask('POST', '/sync/v1/join', { code, name: 'Ben' }))).toBe('wrong_code');
  });

  test('must be in the group, and removing oneself is leaving it', async () => {
    const { ann, ben, group, code } = await circle();
    for (const member of [freshId(), 'nobody']) expect(codeOf(await ann.remove(group, member))).toBe('not_found');
    expect((await ben.remove(group, ben.id)).status).toBe(204);
    expect(await placesOf(ann, group)).toMatchObject({ Ben: 'member left' });
    expect(await ben.join(code)).toBe(group);
  });
});
