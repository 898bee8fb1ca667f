/**
 * Reactions at the real endpoint: one of each, gone with their note and their giver; and the nod, which nobody may learn
 * of but its giver and the author of the note, whichever way they ask.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { MAX_REACTIONS } from '../../src/core/record.ts';
import { deleteAccount } from '../../src/server/accounts/delete-account.ts';
import { openDatabase } from '../../src/server/storage/open.ts';
import {
  Learner,
  deleteOp,
  fields,
  freshId,
  openEndpoint,
  putOp,
  reactOp,
  restoreOp,
  roomyLimits,
  takeBackOp,
} from './class.ts';
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
      { status: 'duplicate', row: { id } },
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

describe('a note has as many reactions as it can have', () => {
  const fill = async (target: string, count: number, slot: 'nod' | 'stance'): Promise<void> => {
    const { storage } = await openDatabase(endpoint.database.config);
    await storage.transact([group], async (tx) => {
      for (let at = 0; at < count; at++) {
        const { seq } = await tx.advance(group, Date.now());
        const put = { group, id: freshId(), kind: 'reaction' as const, author: freshId(), rev: 1, seq, deleted: false };
        const seenBy = slot === 'nod' ? { seenBy: ann.id } : {};
        await tx.putRecord({ ...put, body: '{}', fieldRevs: {}, reaction: { target, slot }, ...seenBy });
      }
    });
    await storage.close();
  };

  test('that all see, and nods: neither tells how many there are of the others', async () => {
    const [thanked, judged] = [await ann.write(group), await ann.write(group)];
    await fill(thanked, MAX_REACTIONS, 'nod');
    await fill(judged, MAX_REACTIONS, 'stance');
    expect(await ben.pushOne(reactOp(group, judged, 'agree'))).toMatchObject({ status: 'invalid' });
    expect(await ben.pushOne(reactOp(group, judged, 'nod'))).toMatchObject({ status: 'applied' });
    expect(await ben.pushOne(reactOp(group, thanked, 'agree'))).toMatchObject({ status: 'applied' });
    expect(await ben.pushOne(reactOp(group, thanked, 'nod'))).toMatchObject({ status: 'invalid' });
  });

  test('and no more go with their notes in one push than others can wait for', async () => {
    const notes: string[] = [];
    for (let at = 0; at < 7; at++) {
      notes.push(await ann.write(group));
      await fill(notes[at] ?? '', MAX_REACTIONS, 'stance');
    }
    const results = await ann.push(...notes.map((id) => deleteOp(group, id)));
    expect(results.length).toBeLessThan(notes.length);
    const rest = await ann.push(...notes.slice(results.length).map((id) => deleteOp(group, id)));
    expect([...results, ...rest].map(({ status }) => status)).toEqual(notes.map(() => 'applied'));
  }, 60_000);
});

describe('what goes', () => {
  /** All that a stranger to it sees of what was done: the places it took. */
  const placesOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = (await cleo.pull(group)).cursor;
    await work();
    return (await cleo.pull(group)).cursor - before;
  };

  test('a note takes its reactions along, and nobody can tell how many were nods', async () => {
    await ben.react(group, note, 'agree');
    await ben.react(group, note, 'nod');
    await cleo.react(group, note, 'nod');
    const other = await ann.write(group);
    expect(await placesOf(() => ann.pushOne(deleteOp(group, note)))).toBe(1);
    expect(await placesOf(() => ann.pushOne(deleteOp(group, other)))).toBe(1);
    for (const learner of [ann, ben, cleo]) {
      expect((await learner.rows(group)).filter(({ kind }) => kind === 'reaction')).toEqual([]);
    }
  });

  test('a note that is restored says from where on reactions to it count, whatever is changed in it', async () => {
    await ben.react(group, note, 'nod');
    await ann.pushOne(deleteOp(group, note));
    const result = await ann.pushOne(restoreOp(group, note, fields()));
    expect(result).toMatchObject({ status: 'applied', row: { deleted: false } });
    const restored = 'row' in result ? result.row?.seq : null;
    expect(result).toMatchObject({ row: { restored } });
    await ann.pushOne(putOp(group, note, { text: 'edited' }, 3));
    const row = (await cleo.rows(group)).find(({ id }) => id === note);
    expect(row).toMatchObject({ rev: 4, restored, fields: { text: 'edited' } });
    // Again by the same operation: what it was given to is another life of it.
    expect(await living(ben)).toEqual([]);
  });

  test('an account takes along what it gave, and nobody can tell how much of it were nods', async () => {
    const others = [note, await ann.write(group), await cleo.write(group)];
    await ben.react(group, note, 'agree');
    for (const one of others) await ben.react(group, one, 'nod');
    await cleo.react(group, note, 'doubt');
    const gone = async (): Promise<void> => {
      expect((await ben.ask('DELETE', '/account/v1/account', {})).status).toBeLessThan(300);
    };
    expect(await placesOf(gone)).toBe(1);
    for (const learner of [ann, cleo]) expect(await living(learner)).toEqual(['doubt']);
    const memberships = (await ann.rows(group)).filter(({ kind }) => kind === 'membership');
    expect(memberships.find(({ author }) => author === ben.id)).toMatchObject({ fields: { erased: true } });
    expect(memberships.find(({ author }) => author === ann.id)).not.toMatchObject({ fields: { erased: true } });
  });

  test('an account with much goes piece by piece, and on where it was cut off', async () => {
    const many = Array.from({ length: 250 }, () => putOp(group, freshId(), fields()));
    for (const from of [0, 100, 200]) await ben.push(...many.slice(from, from + 100));
    await ben.react(group, note, 'nod');
    const database = await openDatabase(endpoint.database.config);
    const { storage } = database;
    let transactions = 0;
    const cut: typeof storage.transact = (...given) => {
      if (++transactions === 3) throw new Error('cut off');
      return storage.transact(...given);
    };
    const administration = await database.administration();
    await expect(deleteAccount({ storage: { ...storage, transact: cut }, administration }, ben.id)).rejects.toThrow(
      'cut',
    );
    const left = (await ann.rows(group)).filter((row) => row.author === ben.id && row.kind === 'annotation');
    expect(left.filter(({ deleted }) => deleted)).toHaveLength(100);
    const deleted = await deleteAccount({ storage: { ...storage, transact: cut }, administration }, ben.id);
    expect([deleted.notes, deleted.found, transactions > 5]).toEqual([150, true, true]);
    expect(await living(ann)).toEqual([]);
    await storage.close();
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

  test('is among the reactions to a note by its id for them alone', async () => {
    const other = await cleo.react(group, note, 'agree');
    const ask = (of: Learner, notes: string[]) =>
      of.ask('POST', `/sync/v1/groups/${group}/part`, { part: 'reactions', notes });
    const idsOf = async (of: Learner): Promise<string[]> =>
      (JSON.parse((await ask(of, [note, note, freshId()])).text) as { rows: { id: string }[] }).rows.map(
        ({ id }) => id,
      );
    expect([await idsOf(ann), await idsOf(ben), await idsOf(cleo)]).toEqual([[nod, other], [nod, other], [other]]);
    const dan = await Learner.guest(endpoint.url, 'Dan');
    expect([(await ask(dan, [note])).status, (await ask(ben, [])).status]).toEqual([404, 422]);
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
