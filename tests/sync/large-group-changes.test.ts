/** A group held in part while things change: its reader's mind, who is in it, what is deleted, and where it is cut. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { KEPT_DAYS, type HoldingChoice } from '../../src/core/holding.ts';
import { openEndpoint, type TestEndpoint } from '../server/class.ts';
import { chooseHolding } from '../../src/store/holdings.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { tidy } from '../../src/store/tidy.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { DOCUMENTS, ON_EACH, keyOf, writeOn } from './big-circle.ts';
import { Device, sources } from './device.ts';
import { chosenOf, held, largeGroup, open, until, wordsOn } from './large-group-scene.ts';
import { fetchUntil } from './faults.ts';
import { purgeAll } from './long-away.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

const scene = () => largeGroup(endpoint);
const chosen = (choice: HoldingChoice) => chosenOf(endpoint, choice);

test('changing one’s mind, to and fro, loses no own word and leaves nothing that was not chosen', async () => {
  const { a, b, group } = await chosen('opened');
  await open(b, 1);
  const own = await writeOn(b, group, 9, 'own and sent');
  await b.syncer.run();
  await a.syncer.run();
  const mine = await writeOn(a, group, 9, 'answer to own', own);
  await a.syncer.run();
  await b.syncer.run();
  b.syncer.stop();
  await writeOn(b, group, 9, 'own and waiting');
  const all = [...(await held(a, group)), 'own and waiting'].sort();
  expect(mine).not.toBe('');
  const own3 = ['answer to own', 'own and sent', 'own and waiting'];
  for (const [choice, wanted] of [
    ['all', all],
    ['mine', own3],
    ['newest', all],
    ['opened', own3],
    ['mine', own3],
    ['all', all],
  ] as const) {
    await chooseHolding(b.db, group, choice);
    // Nothing goes before there is what stays.
    expect(await held(b, group)).toEqual(expect.arrayContaining(own3));
    await b.newSyncer().run();
    b.syncer.stop();
    expect([choice, await held(b, group)]).toEqual([choice, wanted]);
  }
  await a.syncer.run();
  expect(await held(a, group)).toEqual(all);
});

test('a choice in the middle of a reading is taken in', async () => {
  const { b, group } = await scene();
  let isFirst = true;
  const meddling: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (isFirst && typeof init?.body === 'string' && init.body.includes('"mine"')) {
      isFirst = false;
      await chooseHolding(b.db, group, 'all');
    }
    return answer;
  };
  await b.newSyncer({ fetch: meddling }).run();
  expect(await held(b, group)).toHaveLength(DOCUMENTS * ON_EACH);
});

test.each(['before', 'after'] as const)(
  'the same wherever it is killed, %s a request arrives',
  async (when) => {
    for (let step = 1; ; step++) {
      const { b, group } = await chosen('all');
      await writeOn(b, group, 9, 'own');
      await b.syncer.run();
      b.syncer.stop();
      await chooseHolding(b.db, group, 'opened');
      await b.db.opened.put({ group, hash: documentHash(group, keyOf(6)), opened: Date.now(), state: 'wanted' });
      const { fetch: cut, dead, isDead } = fetchUntil(step, when);
      const dying = b.newSyncer({ fetch: cut });
      await Promise.race([dying.run(), dead]);
      dying.stop();
      expect(await held(b, group)).toContain('own');
      await b.newSyncer().run();
      b.syncer.stop();
      expect(await held(b, group)).toEqual([...wordsOn(6), 'own'].sort());
      if (isDead()) continue;
      expect(step).toBeGreaterThan(5);
      break;
    }
  },
  120_000,
);

test('pages that were not opened for long are let go of, and asked for again; own notes stay', async () => {
  const { b, group } = await chosen('opened');
  await open(b, 1);
  await open(b, 2);
  const [first] = (await readConversation(b.db, [keyOf(1)])).notes;
  await writeOn(b, group, 1, 'reply', first?.id);
  await b.syncer.run();
  const later = { ...sources, now: () => Date.now() + (KEPT_DAYS - 1) * 86_400_000 };
  await open(b, 2, later);
  await tidy(b.db, { ...sources, now: () => Date.now() + (KEPT_DAYS + 1) * 86_400_000 });
  expect(await held(b, group)).toEqual([...wordsOn(2), first?.text, 'reply'].sort());
  await open(b, 1);
  expect(await held(b, group)).toEqual([...wordsOn(1), ...wordsOn(2), 'reply'].sort());
});

test('away for longer than deletions are remembered: nothing that was deleted stays, and own words do', async () => {
  const { a, b, group } = await chosen('opened');
  await open(b, 1);
  await writeOn(b, group, 9, 'own');
  await b.syncer.run();
  b.syncer.stop();
  const [gone] = (await readConversation(a.db, [keyOf(1)])).notes;
  await deleteNote(a.db, gone?.id ?? '', sources);
  await a.syncer.run();
  expect(await purgeAll(endpoint.deps)).toBeGreaterThan(0);
  await writeOn(b, group, 9, 'own and waiting');
  await b.newSyncer().run();
  expect(await held(b, group)).toEqual(['own', 'own and waiting']);
  await open(b, 1);
  expect(await held(b, group)).toEqual([...wordsOn(1).filter((text) => text !== gone?.text), 'own', 'own and waiting']);
});

test('who is removed while a page is being fetched gets none of it', async () => {
  const { a, b, group } = await chosen('opened');
  const { user } = (await b.db.meta.get('identity')) as { user: string };
  const { token } = (await a.db.meta.get('identity')) as { token: string };
  const removed = await fetch(`${endpoint.url}/sync/v1/groups/${group}/members/${user}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(removed.status).toBe(204);
  await open(b, 1);
  expect(await held(b, group)).toEqual([]);
  expect((await b.db.groups.get(group))?.state).toBe('left');
});

test.each(['mine', 'opened'] as const)(
  '%s: an own answer that was written on another device comes with what it answers, live and after an absence',
  async (choice) => {
    const { a, b, group } = await chosen(choice);
    const phone = await new Device().copyAccount(b);
    onTestFinished(() => phone.syncer.stop());
    await phone.syncer.run();
    const notes = (await readConversation(phone.db, [keyOf(7)])).notes.map(({ id, text }) => ({ id, text }));
    const [live, later] = notes;
    await writeOn(phone, group, 7, 'answered from the phone', live?.id);
    await phone.syncer.run();
    await until(async () => (await held(b, group)).includes(live?.text ?? ''));
    b.syncer.stop();
    await writeOn(phone, group, 7, 'answered while away', later?.id);
    await writeOn(a, group, 7, 'none of my business');
    await Promise.all([phone.syncer.run(), a.syncer.run()]);
    await b.newSyncer().run();
    const wanted = [live?.text ?? '', later?.text ?? '', 'answered from the phone', 'answered while away'];
    expect(await held(b, group)).toEqual(wanted.sort());
    expect((await b.db.holdings.get(group))?.lacks).toBeUndefined();
  },
);

test('a note that is deleted between a start that was cut off and the next one does not stay', async () => {
  const { b, group } = await chosen('mine');
  const own = await writeOn(b, group, 3, 'own');
  await b.syncer.run();
  const phone = await new Device().copyAccount(b);
  onTestFinished(() => phone.syncer.stop());
  await phone.syncer.run();
  b.syncer.stop();
  await chooseHolding(b.db, group, 'opened');
  const cut: typeof fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname.endsWith('/documents')) throw new TypeError('the network was cut');
    return fetch(input, init);
  };
  await b.newSyncer({ fetch: cut }).run();
  b.syncer.stop();
  await deleteNote(phone.db, own, sources);
  await phone.syncer.run();
  await b.newSyncer().run();
  expect(await held(b, group)).toEqual([]);
});

test('a note whose deletion is forgotten when its reader chooses to hold all does not stay', async () => {
  const { a, b, group } = await chosen('newest');
  b.syncer.stop();
  await chooseHolding(b.db, group, 'all');
  const [gone] = (await readConversation(a.db, [keyOf(4)])).notes;
  await deleteNote(a.db, gone?.id ?? '', sources);
  await a.syncer.run();
  await purgeAll(endpoint.deps);
  await b.newSyncer().run();
  expect(await held(b, group)).toHaveLength(DOCUMENTS * ON_EACH - 1);
});
