/**
 * Reactions at the real endpoint: one of each, gone with their note and their giver; and the nod, which nobody may learn
 * of but its giver and the author of the note, whichever way they ask.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { MAX_REACTIONS } from '../../src/core/record.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, reactOp, roomyLimits, takeBackOp } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { LiveClient } from './live-client.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
});
afterAll(() => endpoint.dispose());

let ann: Learner;
let ben: Learner;
let cleo: Learner;
let group: string;
let note: string;
beforeEach(async () => {
  const join = async (name: string): Promise<Learner> => Learner.guest(endpoint.url, name);
  [ann, ben, cleo] = [await join('Ann'), await join('Ben'), await join('Cleo')];
  group = await ann.makeGroup();
  const code = await ann.invite(group);
  await ben.join(code);
  await cleo.join(code);
  note = await ann.write(group);
});

const living = async (of: Learner): Promise<string[]> =>
  (await of.rows(group)).flatMap((row) => (row.kind === 'reaction' && !row.deleted ? [row.fields.type] : []));

const reply = async (of: Learner, parent: string): Promise<string> => {
  const id = freshId();
  const target = { ...fields().target, selectors: [] };
  await of.pushOne(putOp(group, id, fields({ kind: 'reply', parent, target })));
  return id;
};

describe('one of each', () => {
  test('the same again, also with another id, is the one that is there', async () => {
    const id = await ben.react(group, note, 'agree');
    const op = reactOp(group, note, 'agree');
    expect(await ben.push(op, op)).toMatchObject([
      { status: 'applied', row: { id } },
      { status: 'duplicate', row: null },
    ]);
    expect(await ben.pushOne(reactOp(group, note, 'agree', id))).toMatchObject({
      status: 'applied',
      row: { id, rev: 1 },
    });
    expect(await living(cleo)).toEqual(['agree']);
  });

  test('a stance takes the place of the one before; a nod stands beside it', async () => {
    const agree = await ben.react(group, note, 'agree');
    await ben.react(group, note, 'nod');
    await ben.react(group, note, 'doubt');
    expect((await living(ben)).toSorted()).toEqual(['doubt', 'nod']);
    expect(await ben.pushOne(takeBackOp(group, agree))).toMatchObject({ status: 'applied', row: { deleted: true } });
  });

  test('a thread is resolved once, by whoever was first, and reopened for all', async () => {
    const thread = await ben.write(group);
    const id = await ben.react(group, thread, 'resolved');
    expect(await ann.pushOne(reactOp(group, thread, 'resolved'))).toMatchObject({ status: 'applied', row: { id } });
    expect(await ann.pushOne(takeBackOp(group, id))).toMatchObject({ status: 'applied' });
    expect(await living(cleo)).toEqual([]);
    await ann.react(group, thread, 'resolved');
    expect(await living(cleo)).toEqual(['resolved']);
  });

  test('what was taken back can be given again, with another id', async () => {
    const id = await ben.react(group, note, 'agree');
    await ben.pushOne(takeBackOp(group, id));
    expect(await ben.pushOne(reactOp(group, note, 'agree', id))).toMatchObject({ status: 'gone' });
    await ben.react(group, note, 'agree');
    expect(await living(cleo)).toEqual(['agree']);
  });
});

describe('what there is nothing to react to', () => {
  test.each(['nowhere', 'in another group', 'deleted', 'no note'])('%s', async (what) => {
    const elsewhere = await ann.makeGroup();
    const targets = {
      nowhere: freshId(),
      'in another group': await ann.write(elsewhere),
      deleted: await ann.write(group),
      'no note': await ann.react(group, await ben.write(group), 'agree'),
    } as Record<string, string>;
    await ann.pushOne(deleteOp(group, targets['deleted'] ?? ''));
    // The same answer, whatever is behind it.
    expect(await ben.pushOne(reactOp(group, targets[what] ?? '', 'nod'))).toMatchObject({ status: 'gone', row: null });
  });

  test('an id that something has already', async () => {
    expect(await ben.pushOne(reactOp(group, note, 'agree', note))).toMatchObject({ status: 'invalid' });
    const elsewhere = await ben.makeGroup();
    const there = await ben.write(elsewhere);
    expect(await ben.pushOne(reactOp(group, note, 'agree', there))).toMatchObject({ status: 'invalid' });
    const theirs = await ann.react(group, await ben.write(group), 'agree');
    expect(await ben.pushOne(reactOp(group, note, 'agree', theirs))).toMatchObject({ status: 'invalid' });
    expect(await ben.pushOne(putOp(group, theirs, fields()))).toMatchObject({ status: 'invalid' });
  });

  test('a type that is none', async () => {
    expect(await ben.pushOne(reactOp(group, note, 'applause'))).toMatchObject({ status: 'invalid' });
  });
});

test('an answer is marked by who began the thread by a question, however deep it stands', async () => {
  const question = freshId();
  await ann.pushOne(putOp(group, question, fields({ kind: 'question' })));
  const deep = await reply(cleo, await reply(ben, question));
  expect(await ben.pushOne(reactOp(group, deep, 'answered'))).toMatchObject({ status: 'forbidden' });
  expect(await ann.pushOne(reactOp(group, question, 'answered'))).toMatchObject({ status: 'forbidden' });
  await ann.react(group, deep, 'answered');
  // No question on top: nothing to answer.
  const remark = await ann.write(group);
  const below = await reply(ben, remark);
  expect(await ann.pushOne(reactOp(group, below, 'answered'))).toMatchObject({ status: 'forbidden' });
});

test('a note has as many reactions as it can have', async () => {
  const record = (at: number): string => `${String(at).padStart(21, '0')}_`;
  const full = await ann.write(group);
  const { storage } = await openDatabase(endpoint.database.config);
  await storage.transact([group], async (tx) => {
    for (let at = 0; at < MAX_REACTIONS; at++) {
      const { seq } = await tx.advance(group, Date.now());
      const put = { group, id: record(at), kind: 'reaction' as const, author: record(at), rev: 1, seq, deleted: false };
      await tx.putRecord({ ...put, body: '{}', fieldRevs: {}, reaction: { target: full, slot: 'stance' } });
    }
  });
  await storage.close();
  expect(await ben.pushOne(reactOp(group, full, 'agree'))).toMatchObject({ status: 'invalid' });
});

describe('what goes', () => {
  test('a note takes its reactions along', async () => {
    await ben.react(group, note, 'agree');
    await ben.react(group, note, 'nod');
    await ann.pushOne(deleteOp(group, note));
    for (const learner of [ann, ben, cleo]) expect(await living(learner)).toEqual([]);
    expect((await ben.rows(group)).filter(({ kind, deleted }) => kind === 'reaction' && deleted)).toHaveLength(2);
    expect((await cleo.rows(group)).filter(({ kind }) => kind === 'reaction')).toHaveLength(1);
  });

  test('an account takes along what it gave', async () => {
    await ben.react(group, note, 'agree');
    await ben.react(group, note, 'nod');
    await cleo.react(group, note, 'doubt');
    expect((await ben.ask('DELETE', '/account/v1/account', {})).status).toBeLessThan(300);
    expect(await living(ann)).toEqual(['doubt']);
  });
});

describe('a nod', () => {
  let nod: string;
  beforeEach(async () => {
    nod = await ben.react(group, note, 'nod');
  });

  test('is pulled by its giver and the author, and by nobody else, whose cursor gets past it', async () => {
    const head = (await ben.pull(group)).cursor;
    for (const learner of [ann, ben]) expect((await learner.rows(group)).map(({ id }) => id)).toContain(nod);
    for (const limit of [1, 2, 500]) {
      let [cursor, more, text] = [0, true, ''];
      for (let pages = 0; more && pages < 50; pages++) {
        const answer = await cleo.ask('GET', `/sync/v1/groups/${group}/changes?after=${cursor}&limit=${limit}`);
        text += answer.text;
        const page = JSON.parse(answer.text) as { cursor: number; more: boolean };
        [cursor, more] = [page.cursor, page.more];
      }
      expect([cursor, more]).toEqual([head, false]);
      expect(text).not.toContain(nod);
      expect(text).not.toContain('"nod"');
    }
    // Alone at the end of the history, and before something that all may read.
    expect(await cleo.pull(group, head - 1)).toMatchObject({ rows: [], cursor: head, more: false });
    const later = await ann.write(group);
    expect(
      (await cleo.pull(group, head - 1, 1)).rows.length + (await cleo.pull(group, head, 1)).rows.length,
    ).toBeGreaterThan(0);
    expect((await cleo.rows(group)).map(({ id }) => id)).toContain(later);
  });

  test('is taken back unseen, and its tombstone is as private', async () => {
    await ben.pushOne(takeBackOp(group, nod));
    const { text } = await cleo.ask('GET', `/sync/v1/groups/${group}/changes?after=0`);
    expect(text).not.toContain(nod);
    expect(text).not.toContain('reaction');
    expect((await ann.rows(group)).find(({ id }) => id === nod)).toMatchObject({ deleted: true });
  });

  test('is in no part but theirs', async () => {
    const [key = ''] = fields().target.keys;
    const asked = [{ part: 'people' }, { part: 'mine' }, { part: 'documents', hashes: [documentHash(group, key)] }];
    // Cleo answers the note, so that it concerns her as well.
    await reply(cleo, note);
    await ben.react(group, note, 'agree');
    const has = async (of: Learner, part: unknown): Promise<string> => {
      const { text } = await of.ask('POST', `/sync/v1/groups/${group}/part`, part);
      return [nod, '"agree"'].map((word) => (text.includes(word) ? 'y' : 'n')).join('');
    };
    for (const [of, wanted] of [
      [ann, 'nn yy yy'],
      [ben, 'nn nn yy'],
      [cleo, 'nn ny ny'],
    ] as const) {
      const found = [];
      for (const part of asked) found.push(await has(of, part));
      expect(found.join(' ')).toBe(wanted);
    }
  });

  test('is answered to nobody who knows its id, nor by a replayed operation', async () => {
    const before = putOp(group, freshId(), fields());
    await cleo.pushOne(before);
    const results = await cleo.push(
      takeBackOp(group, nod),
      { ...before, id: nod },
      putOp(group, nod, fields()),
      reactOp(group, note, 'nod', nod),
      deleteOp(group, nod),
      reactOp(group, nod, 'agree'),
      putOp(group, freshId(), fields({ kind: 'reply', parent: nod })),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'invalid',
      'duplicate',
      'invalid',
      'invalid',
      'invalid',
      'gone',
      'invalid',
    ]);
    expect(results[1]).toMatchObject({ row: null });
    expect(JSON.stringify(results)).not.toContain('"nod"');
  });

  test('is heard live by nobody: who may read it is told to pull, the others come to the same place', async () => {
    const sockets = await Promise.all([ann, ben, cleo].map((of) => LiveClient.open(endpoint.url, of.session.token)));
    const [atAnn, atBen, atCleo] = sockets;
    const other = await ben.write(group);
    await cleo.pushOne(reactOp(group, other, 'agree'));
    const secret = await ann.react(group, other, 'nod');
    const last = await ann.write(group, 'the last one');
    const { cursor } = await cleo.pull(group);
    for (;;) {
      const heard = atCleo?.heard.flatMap((event) => (event.type === 'rows' ? [event] : [])) ?? [];
      if (heard.at(-1)?.cursor === cursor) {
        // Each begins where the one before ended, so that nobody believes to have missed anything.
        heard.forEach((event, at) => at > 0 && expect(event.after).toBe(heard[at - 1]?.cursor));
        expect(heard.flatMap(({ rows }) => rows.map(({ id }) => id))).toContain(last);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(JSON.stringify(atCleo?.heard)).not.toContain(secret);
    expect(atCleo?.heard.filter(({ type }) => type === 'hint')).toEqual([]);
    await atAnn?.hears('hint');
    await atBen?.hears('hint');
    sockets.forEach((socket) => socket.close());
  });
});
