/** Push and pull over HTTP: what each operation is answered, and what the history holds after it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reanchored } from '../../src/core/reanchor.ts';
import { LIMITS, type OpResult } from '../../src/protocol/sync.ts';
import { Learner, codeOf, deleteOp, fields, freshId, groupOp, openEndpoint, putOp, restoreOp } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
let ann: Learner;
let ben: Learner;
let group: string;

beforeAll(async () => {
  endpoint = await openEndpoint();
  ann = await Learner.guest(endpoint.url, 'Ann');
  ben = await Learner.guest(endpoint.url, 'Ben');
  group = await ann.makeGroup();
  await ben.join(await ann.invite(group));
});
afterAll(() => endpoint.dispose());

/** The row of an answer that has one. */
const rowOf = (result: OpResult) => {
  if (!('row' in result) || !result.row) throw new Error(`no row: ${JSON.stringify(result)}`);
  return result.row;
};
const textOf = (result: OpResult) => {
  const row = rowOf(result);
  return row.kind === 'annotation' && !row.deleted ? row.fields.text : null;
};

describe('a new note', () => {
  test('is answered as it is kept, and comes to the others by pull', async () => {
    const op = putOp(group, freshId(), fields({ text: 'Why here?', kind: 'question', tags: ['sea'] }));
    const result = await ann.pushOne(op);
    expect(result).toMatchObject({
      status: 'applied',
      opId: op.opId,
      row: { id: op.id, author: ann.id, rev: 1, group, fields: op.fields },
    });
    expect((await ben.rows(group)).find((row) => row.id === op.id)).toEqual(rowOf(result));
  });

  test('keeps when it was written, but not a time to come', async () => {
    const past = { ...putOp(group, freshId(), fields()), at: '2020-02-02T02:02:02.000Z' };
    const future = { ...putOp(group, freshId(), fields()), at: '2999-01-01T00:00:00.000Z' };
    const [early, late] = await ann.push(past, future);
    expect(early && rowOf(early).created).toBe(past.at);
    expect(Date.parse((late && rowOf(late).created) ?? '')).toBeLessThanOrEqual(Date.now());
  });

  test('keeps keys of a newer version, in its fields and in its target', async () => {
    const target = { ...fields().target, newer: { deep: [1] } };
    const result = await ann.pushOne(putOp(group, freshId(), { ...fields({ target }), mood: 'curious' }));
    expect(rowOf(result)).toMatchObject({ fields: { mood: 'curious', target: { newer: { deep: [1] } } } });
    const edited = await ann.pushOne(putOp(group, rowOf(result).id, { text: 'edited' }, 1));
    expect(rowOf(edited)).toMatchObject({ fields: { mood: 'curious', text: 'edited' } });
  });

  test('answers a note of its own group only', async () => {
    const other = await ann.makeGroup('Other');
    const [here, there] = [await ann.write(group), await ann.write(other)];
    const reply = (parent: string) => putOp(group, freshId(), fields({ kind: 'reply', parent }));
    expect(await ben.push(reply(here), reply(there), reply(freshId()), reply(group))).toMatchObject([
      { status: 'applied' },
      { status: 'invalid' },
      { status: 'invalid' },
      { status: 'invalid' },
    ]);
  });

  test('cannot take the id of a note in another group', async () => {
    const other = await ben.makeGroup('Ben’s');
    const id = await ann.write(group);
    expect(await ben.pushOne(putOp(other, id, fields({ text: 'instead' })))).toMatchObject({ status: 'invalid' });
  });
});

describe('the same operation again', () => {
  test('is a duplicate with the same row, also many times at once', async () => {
    const op = putOp(group, freshId(), fields());
    const results = await Promise.all(Array.from({ length: 20 }, () => ann.pushOne(op)));
    expect(results.filter((one) => one.status === 'applied')).toHaveLength(1);
    expect(results.filter((one) => one.status === 'duplicate')).toHaveLength(19);
    expect(new Set(results.map((one) => JSON.stringify(rowOf(one)))).size).toBe(1);
    expect((await ann.rows(group)).filter((row) => row.id === op.id)).toHaveLength(1);
    expect(await ann.push(op, op)).toMatchObject([{ status: 'duplicate' }, { status: 'duplicate' }]);
  });

  test('does not undo what was written after it', async () => {
    const id = await ann.write(group, 'one');
    const second = putOp(group, id, { text: 'two' }, 1);
    await ann.push(second, putOp(group, id, { text: 'three' }, 2));
    const again = await ann.pushOne(second);
    expect([again.status, textOf(again)]).toEqual(['duplicate', 'three']);
  });

  test('under an id that somebody else has used is judged as new and tells nothing of theirs', async () => {
    const secret = await ann.makeGroup('Secret');
    const op = putOp(secret, freshId(), fields({ text: 'a secret' }));
    await ann.pushOne(op);
    const forged = await ben.ask('POST', '/sync/v1/push', {
      epoch: null,
      ops: [op, { ...putOp(group, freshId(), fields()), opId: op.opId }],
    });
    expect(forged.text).not.toContain('a secret');
    expect(JSON.parse(forged.text).results).toMatchObject([{ status: 'forbidden' }, { status: 'applied' }]);
  });

  test('is known to be applied even after leaving, without the row', async () => {
    const lea = await Learner.guest(endpoint.url, 'Lea');
    await lea.join(await ann.invite(group));
    const op = putOp(group, freshId(), fields());
    await lea.pushOne(op);
    await lea.ask('DELETE', `/sync/v1/groups/${group}/membership`);
    expect(await lea.pushOne(op)).toEqual({ opId: op.opId, status: 'duplicate', row: null });
  });
});

describe('a change', () => {
  test('of different fields on two devices keeps both', async () => {
    const id = await ann.write(group, 'one');
    await ann.pushOne(putOp(group, id, { text: 'two' }, 1));
    const result = await ann.pushOne(putOp(group, id, { tags: ['later'] }, 1));
    expect(rowOf(result)).toMatchObject({ rev: 3, fields: { text: 'two', tags: ['later'] } });
    const joined = await ann.pushOne({ ...putOp(group, id, { tags: ['other'] }, 1), sawTags: [] });
    expect(rowOf(joined)).toMatchObject({ rev: 4, fields: { tags: ['later', 'other'] } });
    const many = Array.from({ length: 31 }, (_, at) => `t${at}`);
    expect(await ann.pushOne({ ...putOp(group, id, { tags: [] }, 4), sawTags: many })).toMatchObject({
      status: 'invalid',
    });
  });

  test('of the same text on two devices is a conflict that answers the text here', async () => {
    const id = await ann.write(group, 'one');
    await ann.pushOne(putOp(group, id, { text: 'two' }, 1));
    const result = await ann.pushOne(putOp(group, id, { text: 'other' }, 1));
    expect([result.status, textOf(result)]).toEqual(['conflict', 'two']);
    const rows = await ann.rows(group);
    expect(rows.find((row) => row.id === id)).toEqual(rowOf(result));
  });

  test('made on a revision of a former life, whose tombstone was purged, has seen nothing of this one', async () => {
    const id = await ann.write(group, 'one');
    const result = await ann.pushOne(putOp(group, id, { text: 'other' }, 5));
    expect([result.status, textOf(result)]).toEqual(['conflict', 'one']);
    expect((await ann.pushOne(deleteOp(group, id, 5))).status).toBe('conflict');
  });

  test('that changes nothing makes no history', async () => {
    const id = await ann.write(group, 'one');
    const { cursor } = await ann.pull(group);
    expect(await ann.pushOne(putOp(group, id, fields({ text: 'one' }), 0))).toMatchObject({
      status: 'applied',
      row: { rev: 1 },
    });
    expect((await ann.pull(group)).cursor).toBe(cursor);
  });

  test('cannot move an answer, nor make a note of a group', async () => {
    const [id, other] = [await ann.write(group), await ann.write(group)];
    expect(await ann.pushOne(putOp(group, id, { parent: other }, 1))).toMatchObject({ status: 'invalid' });
    expect(await ann.pushOne(putOp(group, group, fields(), 0))).toMatchObject({ status: 'invalid' });
  });

  test('of a note that this endpoint does not have is gone, unless it brings the whole note', async () => {
    expect(await ann.pushOne(putOp(group, freshId(), { text: 'x' }, 3))).toMatchObject({ status: 'gone', row: null });
    expect(await ann.pushOne(putOp(group, freshId(), { text: 'x' }, 0))).toMatchObject({ status: 'invalid' });
    expect(await ann.pushOne(putOp(group, freshId(), fields(), 3))).toMatchObject({ status: 'applied' });
  });

  test('is later than every change before it, whatever the clock does', async () => {
    let now = Date.parse('2026-05-05T12:00:00.000Z');
    const clock = await openEndpoint({ now: () => now });
    const cat = await Learner.guest(clock.url, 'Cat');
    const own = await cat.makeGroup();
    for (const step of [0, 0, -3_600_000, 1, -5]) {
      now += step;
      await cat.write(own);
    }
    const updated = (await cat.rows(own)).map((row) => row.updated);
    expect(updated).toEqual([...new Set(updated)].sort());
    await clock.dispose();
  });
});

describe('deleting', () => {
  test('takes the words away everywhere and leaves a tombstone', async () => {
    const id = await ann.write(group, 'words to forget');
    expect(await ann.pushOne(deleteOp(group, id))).toMatchObject({ status: 'applied', row: { deleted: true, rev: 2 } });
    const pulled = await ben.ask('GET', `/sync/v1/groups/${group}/changes`);
    expect(pulled.text).not.toContain('words to forget');
    expect((await ben.rows(group)).find((row) => row.id === id)).toMatchObject({ deleted: true, author: ann.id });
    const held = await endpoint.deps.storage.record(group, id);
    expect(held?.body).not.toContain('words to forget');
  });

  test('throws no words away that their author has not seen there; a host removes what it says by now', async () => {
    const id = await ben.write(group, 'one');
    expect(await ben.pushOne(putOp(group, id, { text: 'two' }, 1))).toMatchObject({ status: 'applied' });
    expect(await ben.pushOne(deleteOp(group, id, 1))).toMatchObject({
      status: 'conflict',
      row: { deleted: false, fields: { text: 'two' } },
    });
    expect(await ben.pushOne(putOp(group, id, { tags: ['t'] }, 2))).toMatchObject({ status: 'applied' });
    expect(await ann.pushOne(deleteOp(group, id, 1))).toMatchObject({ status: 'applied', row: { deleted: true } });
    const other = await ben.write(group, 'one');
    await ben.pushOne(putOp(group, other, { tags: ['t'] }, 1));
    // Nothing but tags changed since.
    expect(await ben.pushOne(deleteOp(group, other, 1))).toMatchObject({ status: 'applied' });
  });

  test('twice is one deletion; of an unknown note it is gone', async () => {
    const id = await ann.write(group);
    const first = await ann.pushOne(deleteOp(group, id));
    const second = await ann.pushOne(deleteOp(group, id));
    expect([second.status, rowOf(second)]).toEqual(['applied', rowOf(first)]);
    expect(await ann.pushOne(deleteOp(group, freshId()))).toMatchObject({ status: 'gone', row: null });
  });

  test('answers a later change as gone, and its author may restore it', async () => {
    const id = await ann.write(group, 'one');
    const [, deleted] = [
      await ann.pushOne(deleteOp(group, id)),
      await ann.pushOne(putOp(group, id, { text: 'two' }, 1)),
    ];
    expect(deleted).toMatchObject({ status: 'gone', row: { deleted: true } });
    const restored = await ann.pushOne(restoreOp(group, id, fields({ text: 'one' })));
    expect(rowOf(restored)).toMatchObject({ rev: 3, deleted: false, fields: { text: 'one' } });
    expect(await ann.pushOne(putOp(group, id, { text: 'two' }, 3))).toMatchObject({ status: 'applied' });
  });

  test('a facilitator’s deletion is restored by nobody but the author', async () => {
    const id = await ben.write(group);
    expect(await ann.pushOne(deleteOp(group, id))).toMatchObject({ status: 'applied' });
    expect(await ann.pushOne(restoreOp(group, id, fields()))).toMatchObject({ status: 'forbidden' });
    expect(await ben.pushOne(restoreOp(group, id, fields()))).toMatchObject({ status: 'applied' });
  });
});

describe('a group', () => {
  test('is made with its owner in one step, and its name travels by pull', async () => {
    const own = freshId();
    const op = { ...groupOp(own, { name: 'Sea', description: 'd', personal: false }), ownerName: 'Prof. A' };
    expect(await ann.pushOne(op)).toMatchObject({
      status: 'applied',
      row: { kind: 'group', id: own, fields: { name: 'Sea' } },
    });
    expect(await ann.rows(own)).toMatchObject([
      { kind: 'group', fields: { name: 'Sea' } },
      { kind: 'membership', fields: { member: ann.id, name: 'Prof. A', role: 'owner', status: 'active' } },
    ]);
    expect(await ann.pushOne(groupOp(own, { name: 'Ocean' }, 1))).toMatchObject({
      status: 'applied',
      row: { fields: { name: 'Ocean' } },
    });
    expect(await ann.pushOne(groupOp(own, { personal: true }, 1))).toMatchObject({ status: 'invalid' });
  });

  test('of one’s own is owned once, and nobody can be invited to it', async () => {
    const dan = await Learner.guest(endpoint.url, 'Dan');
    const own = await dan.makeGroup('Only me', true);
    const second = await dan.pushOne(groupOp(freshId(), { name: 'Two', description: '', personal: true }));
    expect(second).toMatchObject({ status: 'invalid' });
    const invited = await dan.ask('POST', `/sync/v1/groups/${own}/invitation`, {});
    expect([invited.status, codeOf(invited)]).toEqual([403, 'forbidden']);
  });

  test('and its first notes go in one push', async () => {
    const own = freshId();
    const results = await ann.push(
      groupOp(own, { name: 'New', description: '', personal: false }),
      putOp(own, freshId(), fields()),
    );
    expect(results.map((one) => one.status)).toEqual(['applied', 'applied']);
  });

  test('cannot be made under the id of another, nor under two ids', async () => {
    const whole = { name: 'Mine', description: '', personal: false };
    const eve = await Learner.guest(endpoint.url, 'Eve');
    expect(await eve.pushOne(groupOp(group, whole))).toMatchObject({ status: 'forbidden' });
    const note = await ann.write(group);
    expect(await eve.pushOne(groupOp(note, whole))).toMatchObject({ status: 'forbidden' });
    expect(await eve.pushOne({ ...groupOp(freshId(), whole), id: freshId() })).toMatchObject({ status: 'invalid' });
  });
});

describe('a push as a whole', () => {
  test('one unreadable operation does not hold back the others', async () => {
    const bad = { ...putOp(group, freshId(), fields()), fields: { ...fields(), text: 5 } };
    const results = await ann.push(putOp(group, freshId(), fields()), bad, 7, null, putOp(group, freshId(), fields()));
    expect(results.map((one) => one.status)).toEqual(['applied', 'invalid', 'invalid', 'invalid', 'applied']);
    expect(results[1]).toMatchObject({ opId: bad.opId, message: expect.stringContaining('fields.text') });
  });

  test('for another database is not judged, but told which one this is', async () => {
    const op = putOp(group, freshId(), fields());
    const answer = await ann.ask('POST', '/sync/v1/push', { epoch: 'another', ops: [op] });
    const epoch = await endpoint.deps.storage.epoch();
    expect(JSON.parse(answer.text)).toEqual({ epoch, takes: endpoint.deps.storage.together, results: [] });
    expect((await ann.rows(group)).some((row) => row.id === op.id)).toBe(false);
  });

  test('that asks for more than is good for others is answered in part, and the rest when it comes again', async () => {
    const id = freshId();
    // JSON writes each of them as six: what is asked for is longer than the question
    const long = { ...fields(), extra: '\u0001'.repeat(80_000) };
    expect((await ann.pushOne(putOp(group, id, long))).status).toBe('applied');
    const edits = Array.from({ length: 100 }, (_, at) => putOp(group, id, { tags: [`t${at}`] }, at + 1));
    const first = await ann.push(...edits);
    expect(first.length).toBeGreaterThan(10);
    expect(first.length).toBeLessThan(100);
    expect(first.every(({ status }) => status === 'applied')).toBe(true);
    const second = await ann.push(...edits.slice(first.length, first.length + 5));
    expect(second.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'applied'));
  });

  test('no record is longer than any may be, however its signs are written', async () => {
    const long = { ...fields(), extra: '\u0001'.repeat(90_000) };
    expect(await ann.pushOne(putOp(group, freshId(), long))).toMatchObject({ status: 'invalid' });
  });

  test('of more operations than one may carry is refused, of more than are judged together the first are answered', async () => {
    const ops = Array.from({ length: LIMITS.manyOps + 1 }, () => 1);
    expect((await ann.ask('POST', '/sync/v1/push', { epoch: null, ops })).status).toBe(422);
    const most = await ann.push(...ops.slice(1));
    expect(most.map(({ status }) => status)).toEqual(ops.slice(0, endpoint.deps.storage.together).map(() => 'invalid'));
  });
});

describe('pull', () => {
  test('goes through a history in pages', async () => {
    const own = await ann.makeGroup();
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await ann.write(own));
    const first = await ann.pull(own, 0, 3);
    const second = await ann.pull(own, first.cursor, 100);
    expect([first.more, second.more]).toEqual([true, false]);
    expect([...first.rows, ...second.rows].slice(2).map((row) => row.id)).toEqual(ids);
    expect([...first.rows, ...second.rows].map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test.each(['after=-1', 'after=x', 'after=1e3', 'limit=0', 'limit=99999', 'after=9999999999999999'])(
    'refuses %s',
    async (query) => {
      const answer = await ann.ask('GET', `/sync/v1/groups/${group}/changes?${query}`);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'bad_request']);
    },
  );

  test('a cursor ahead of the history gets nothing new', async () => {
    expect(await ann.pull(group, 999_999_999)).toMatchObject({ rows: [], cursor: 999_999_999, more: false });
  });
});

describe('another passage for a note', () => {
  const AT = '2026-11-25T16:00:00.000Z';
  const moved = reanchored(fields().target, [{ type: 'TextQuoteSelector', exact: 'another passage' }], AT);
  const stored = async (id: string) => {
    const row = (await ann.rows(group)).find((one) => one.id === id);
    return row?.kind === 'annotation' && !row.deleted ? row.fields : null;
  };

  test('its author moves it; the others see where it is and where it was', async () => {
    const id = await ben.write(group, 'words');
    expect(await ben.pushOne(putOp(group, id, { target: moved }, 1))).toMatchObject({
      status: 'applied',
      row: { rev: 2 },
    });
    expect(await stored(id)).toMatchObject({ text: 'words', target: moved });
    expect(moved.former).toEqual([{ selectors: fields().target.selectors, replaced: AT }]);
  });

  test('nobody else does, not even the owner of the group, nor who has left it', async () => {
    const id = await ben.write(group);
    expect(await ann.pushOne(putOp(group, id, { target: moved }, 1))).toMatchObject({ status: 'forbidden' });
    const outsider = await Learner.guest(endpoint.url, 'Cleo');
    expect(await outsider.pushOne(putOp(group, id, { target: moved }, 1))).toMatchObject({ status: 'forbidden' });
    expect((await stored(id))?.target).toEqual(fields().target);
  });

  test('a history that is too long, too large or of a wrong form is refused, and the note stays as it was', async () => {
    const id = await ben.write(group);
    const one = moved.former?.[0] ?? { selectors: [], replaced: AT };
    const long = { ...one, selectors: [{ type: 'TextQuoteSelector' as const, exact: 'x'.repeat(19_000) }] };
    const wrong: unknown[] = [
      Array.from({ length: 11 }, () => one),
      Array.from({ length: 8 }, () => long),
      [{ ...one, selectors: [{ type: 'TextQuoteSelector', exact: 'x'.repeat(20_001) }] }],
      [{ ...one, selectors: [] }],
      [{ ...one, replaced: 'yesterday' }],
      'words',
    ];
    for (const former of wrong) {
      const op = { ...putOp(group, id, {}, 1), fields: { target: { ...moved, former } } };
      expect(await ben.pushOne(op)).toMatchObject({ status: 'invalid', message: expect.stringContaining('former') });
    }
    expect((await stored(id))?.target).toEqual(fields().target);
  });
});
