/** Reactions on one device: given and taken back without a network, told once, and never in the way of words. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/note.ts';
import type { ReactionType } from '../../src/core/reaction.ts';
import type { MembershipRow, ReactionRow } from '../../src/core/record.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { takeKinds } from '../../src/store/lacking-reactions.ts';
import { readIdentity, updateSync } from '../../src/store/meta.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { settle } from '../../src/store/settle-op.ts';
import { takeBatch, type Taken } from '../../src/store/take-batch.ts';
import { beginEpoch } from '../../src/store/offer-again.ts';
import { giveReaction, takeBackReaction } from '../../src/store/write-reaction.ts';
import { KEY, fields, note, openTestStore, row, tombstone } from './open-test-store.ts';

type Opened = Awaited<ReturnType<typeof openTestStore>>;
let store: Opened;
const THEM = 'C'.repeat(22);
const named = (letter: string): string => letter.repeat(22);
const [CLAIM, QUESTION, ANSWER] = [named('B'), named('D'), named('E')];

const pull = (rows: Parameters<typeof applyRows>[1]['rows'], after: number) =>
  applyRows(store.db, { group: store.personal, after, cursor: after + rows.length, epoch: 'e1', rows }, store.sources);
const theirs = (id: string, seq: number, change: object = {}) =>
  row({ id, group: store.personal, author: THEM, seq, fields: fields(change) });
const given = (id: string, target: string, type: string, author: string, seq: number): ReactionRow => {
  const { created, updated } = theirs(id, seq);
  const envelope = { id, group: store.personal, author, rev: 1, seq, created, updated };
  return { ...envelope, kind: 'reaction', deleted: false, fields: { target, type } };
};

beforeEach(async () => {
  store = await openTestStore();
  await store.db.groups.toCollection().modify({ state: 'joined' });
  await store.db.outbox.clear();
  const answer = { kind: 'reply', parent: QUESTION, text: 'answer' };
  await pull([theirs(CLAIM, 1), theirs(QUESTION, 2, { kind: 'question' }), theirs(ANSWER, 3, answer)], 0);
});

const give = (id: string, type: ReactionType) => giveReaction(store.db, { note: id, type }, store.sources);
const takeBack = (id: string, type: ReactionType) => takeBackReaction(store.db, { note: id, type }, store.sources);
const shown = async (id: string): Promise<Note> => {
  const { notes } = await readConversation(store.db, [KEY]);
  const found = notes.find((one) => one.id === id);
  if (!found) throw new Error('it is not shown');
  return found;
};
const batch = (): Promise<Taken[]> => takeBatch(store.db, { ops: 200, bytes: 1e6 });
const waiting = async () => (await store.db.outbox.toArray()).map(({ op }) => `${op.kind} ${op.act}`);
const answered = (taken: readonly Taken[], ...results: object[]) =>
  settle(store.db, {
    epoch: 'e1',
    taken,
    results: results.map((result, at) => ({ opId: taken[at]?.opId ?? '', ...result }) as never),
  });

describe('given and taken back here', () => {
  test('is shown at once and waits; taken back before it left, there was nothing', async () => {
    expect(await give(CLAIM, 'agree')).toMatchObject({ ok: true, keys: [KEY] });
    expect((await shown(CLAIM)).reactions?.agree).toEqual({ count: 1, mine: true });
    expect(await give(CLAIM, 'agree')).toMatchObject({ ok: true });
    expect(await waiting()).toEqual(['reaction put']);
    expect(await takeBack(CLAIM, 'agree')).toMatchObject({ ok: true });
    expect((await shown(CLAIM)).reactions).toBeUndefined();
    expect([await waiting(), await store.db.reactions.count()]).toEqual([[], 0]);
  });

  test('another stance takes the place of the one before, a nod does not', async () => {
    await give(CLAIM, 'agree');
    await give(CLAIM, 'nod');
    await give(CLAIM, 'doubt');
    const { reactions } = await shown(CLAIM);
    expect([reactions?.agree.mine, reactions?.doubt.mine, reactions?.nods]).toEqual([
      false,
      true,
      { count: null, mine: true },
    ]);
  });

  test('an answer that comes after its note was deleted and restored does not bring it back', async () => {
    await give(CLAIM, 'doubt');
    const taken = await batch();
    const [{ id } = { id: '' }] = await store.db.reactions.toArray();
    const { created, updated, group } = theirs(CLAIM, 5);
    const gone = { id, group, author: store.me, rev: 2, seq: 4, created, updated };
    await pull([{ ...gone, kind: 'reaction', deleted: true }, theirs(CLAIM, 5, { text: 'restored' })], 3);
    await answered(taken, { status: 'applied', row: given(id, CLAIM, 'doubt', store.me, 2) });
    expect(await store.db.reactions.count()).toBe(0);
  });

  test('after it left, the endpoint is told; and given again before that, it need not be', async () => {
    await give(CLAIM, 'agree');
    const taken = await batch();
    await takeBack(CLAIM, 'agree');
    expect((await shown(CLAIM)).reactions).toBeUndefined();
    expect(await waiting()).toEqual(['reaction put', 'reaction delete']);
    await answered(taken, { status: 'applied', row: given(taken[0]?.id ?? '', CLAIM, 'agree', store.me, 4) });
    expect((await shown(CLAIM)).reactions).toBeUndefined();
    await give(CLAIM, 'agree');
    expect((await shown(CLAIM)).reactions?.agree.mine).toBe(true);
    expect(await waiting()).toEqual([]);
  });

  test('a reaction waits for the note it is given to', async () => {
    const mine = await note(store, 'mine');
    const taken = await batch();
    await give(mine, 'resolved');
    expect(await takeBatch(store.db, { ops: 200, bytes: 1e6 }, taken)).toEqual([]);
    expect((await batch()).map(({ op }) => op.kind)).toEqual(['annotation', 'reaction']);
  });

  test.each([
    ['a nod to myself', 'nod'],
    ['a stance on what I said', 'agree'],
    ['me too to what I asked', 'me-too'],
  ] as const)('%s is refused', async (_, type) => {
    const mine = await note(store, 'mine');
    expect(await give(mine, type)).toEqual({ ok: false, code: 'forbidden' });
    expect(await give(named('Z'), type)).toEqual({ ok: false, code: 'not_found' });
  });

  test('only who asked says what answered it', async () => {
    expect(await give(ANSWER, 'answered')).toEqual({ ok: false, code: 'forbidden' });
    expect((await shown(ANSWER)).can.react).not.toContain('answered');
    const asked = row({
      id: named('F'),
      group: store.personal,
      author: store.me,
      seq: 4,
      fields: fields({ kind: 'question' }),
    });
    await pull([asked, theirs(named('G'), 5, { kind: 'reply', parent: asked.id })], 3);
    expect((await shown(named('G'))).can.react).toContain('answered');
    await give(named('G'), 'answered');
    expect([(await shown(asked.id)).answers, (await shown(named('G'))).reactions?.isAnswer]).toEqual([1, true]);
  });

  test('where the endpoint knows no reactions, none can be given', async () => {
    await store.db.meta.put({ ...(await readIdentity(store.db)), endpoint: 'https://old.example' });
    expect(await give(CLAIM, 'agree')).toEqual({ ok: false, code: 'forbidden' });
    expect((await shown(CLAIM)).can.react).toBeUndefined();
    await takeKinds(store.db, ['annotation', 'group', 'reaction']);
    expect(await give(CLAIM, 'agree')).toMatchObject({ ok: true });
  });
});

describe('what the endpoint says', () => {
  test('of one that was there already, that one is kept', async () => {
    await give(CLAIM, 'agree');
    const taken = await batch();
    await answered(taken, { status: 'applied', row: given(named('H'), CLAIM, 'agree', store.me, 4) });
    expect((await store.db.reactions.toArray()).map(({ id }) => id)).toEqual([named('H')]);
    expect((await shown(CLAIM)).reactions?.agree).toEqual({ count: 1, mine: true });
  });

  test.each(['gone', 'forbidden', 'invalid'])(
    '%s: it is shown no more, and no words are said to be lost',
    async (status) => {
      await give(CLAIM, 'agree');
      const taken = await batch();
      const more = { gone: { row: null }, forbidden: {}, invalid: { message: 'no' } } as Record<string, object>;
      await answered(taken, { status, ...more[status] });
      expect((await shown(CLAIM)).reactions).toBeUndefined();
      expect([await waiting(), await store.db.refused.count()]).toEqual([[], 0]);
    },
  );

  test('one that may not be taken back is there still', async () => {
    await pull([given(named('H'), CLAIM, 'agree', store.me, 4)], 3);
    await takeBack(CLAIM, 'agree');
    await answered(await batch(), { status: 'forbidden' });
    expect((await shown(CLAIM)).reactions?.agree.mine).toBe(true);
  });

  test('those of others are counted, the latest of a person where there are two; and gone they are gone', async () => {
    const other = { ...given(named('I'), CLAIM, 'doubt', THEM, 5), created: '2030-01-01T00:00:00.000Z' };
    await pull([given(named('H'), CLAIM, 'agree', THEM, 4), other], 3);
    const { reactions } = await shown(CLAIM);
    expect([reactions?.agree.count, reactions?.doubt.count]).toEqual([0, 1]);
    const { fields: _, ...envelope } = other;
    await pull([{ ...envelope, seq: 6, rev: 2, deleted: true }], 5);
    expect((await shown(CLAIM)).reactions?.agree.count).toBe(1);
  });

  test('those to a note go with its tombstone, and with none of their own; what waits stays', async () => {
    await pull([given(named('H'), CLAIM, 'agree', THEM, 4), given(named('I'), QUESTION, 'me-too', THEM, 5)], 3);
    await give(CLAIM, 'doubt');
    await pull([tombstone({ id: CLAIM, group: store.personal, author: THEM, rev: 2, seq: 6 })], 5);
    expect((await store.db.reactions.toArray()).map(({ target, base }) => [target, base === null])).toEqual(
      expect.arrayContaining([
        [CLAIM, true],
        [QUESTION, false],
      ]),
    );
    expect(await store.db.reactions.count()).toBe(2);
  });

  test('those of before are gone from a note that was deleted and restored while this device was away', async () => {
    await pull([given(named('H'), CLAIM, 'agree', THEM, 4)], 3);
    await pull([given(named('I'), CLAIM, 'doubt', THEM, 6), { ...theirs(CLAIM, 7), rev: 4, restored: 5 }], 4);
    expect((await store.db.reactions.toArray()).map(({ id }) => id)).toEqual([named('I')]);
    // Nor do they come back with an answer that is late.
    const stretch = {
      group: store.personal,
      after: 0,
      cursor: 8,
      epoch: 'e1',
      rows: [given(named('H'), CLAIM, 'agree', THEM, 4)],
    };
    await applyRows(store.db, stretch, store.sources);
    expect(await store.db.reactions.count()).toBe(1);
  });

  test('a late answer to one that went with its note does not bring it back', async () => {
    await give(CLAIM, 'doubt');
    const taken = await batch();
    await pull([{ ...theirs(CLAIM, 6), rev: 3, restored: 6 }], 3);
    await pull([], 4);
    await store.db.cursors.update(store.personal, { cursor: 6 });
    await answered(taken, { status: 'applied', row: given(taken[0]?.id ?? '', CLAIM, 'doubt', store.me, 4) });
    expect([await store.db.reactions.count(), await waiting()]).toEqual([0, []]);
  });

  test('those of a deleted account are gone, whatever comes of them still, until the endpoint is another database', async () => {
    const at = '2027-01-01T00:00:00.000Z';
    const envelope = { id: named('M'), group: store.personal, author: THEM, created: at, updated: at };
    const member = (rev: number, seq: number, change: object = {}): MembershipRow => ({
      ...envelope,
      rev,
      seq,
      kind: 'membership',
      deleted: false,
      fields: { member: THEM, name: 'Ben', role: 'member', status: 'active', ...change },
    });
    await pull([member(1, 4), given(named('H'), QUESTION, 'me-too', THEM, 5)], 3);
    expect((await shown(QUESTION)).reactions?.meToo.count).toBe(1);
    await pull([member(2, 6, { status: 'left', erased: true }), given(named('I'), CLAIM, 'agree', THEM, 7)], 5);
    expect(await store.db.reactions.count()).toBe(0);
    const groups = [{ id: store.personal, personal: true, role: 'owner' as const, head: 9 }];
    await updateSync(store.db, { epoch: 'e1' });
    const user = { id: store.me, name: 'Me', email: null };
    await beginEpoch(store.db, { protocol: 1, epoch: 'e2', user, groups }, store.sources);
    const again = { group: store.personal, after: 0, cursor: 5, epoch: 'e2' };
    await applyRows(store.db, { ...again, rows: [given(named('H'), QUESTION, 'me-too', THEM, 5)] }, store.sources);
    expect(await store.db.reactions.count()).toBe(1);
  });

  test.each(['applied', 'duplicate'])(
    '%s: what another own device gave first is taken back, where this one is taken back meanwhile',
    async (status) => {
      await give(CLAIM, 'agree');
      const taken = await batch();
      await takeBack(CLAIM, 'agree');
      await answered(taken, { status, row: given(named('H'), CLAIM, 'agree', store.me, 4) });
      expect((await shown(CLAIM)).reactions).toBeUndefined();
      expect((await store.db.outbox.toArray()).map(({ op }) => [op.id, op.act])).toEqual([[named('H'), 'delete']]);
      await answered(await batch(), { status: 'gone', row: null });
      expect([await store.db.reactions.count(), await waiting()]).toEqual([0, []]);
    },
  );

  test('a type of a newer version is kept and not shown', async () => {
    await pull([given(named('H'), CLAIM, 'applause', THEM, 4)], 3);
    expect(await store.db.reactions.count()).toBe(1);
    expect((await shown(CLAIM)).reactions).toMatchObject({ agree: { count: 0 }, resolved: null });
  });
});
