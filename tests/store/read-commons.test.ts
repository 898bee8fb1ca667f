/** What stands beside the page in front: other pages of its site, and what the groups write on now. */
import { describe, expect, test } from 'vitest';
import { isOpenQuestion } from '../../src/core/questions.ts';
import { MOST_PAGES, readCommons } from '../../src/store/read-commons.ts';
import { leave } from '../../src/store/groups-of-session.ts';
import { createNote } from '../../src/store/write-note.ts';
import { giveReaction } from '../../src/store/write-reaction.ts';
import { fields } from './open-test-store.ts';
import { BEN, DAY, HOUR, NOW, openGround, type Ground, type Written } from './commons-ground.ts';

const FRONT = '//example.org/front';
const commons = ({ db }: Ground, keys = [FRONT], withMuted = false) => readCommons(db, { keys, withMuted }, NOW);
const titles = (pages: readonly { title: string }[]) => pages.map(({ title }) => title);

/** So many that they come on shelves, on pages of their own. */
const old = (count: number, ago = 300 * DAY): Written[] =>
  Array.from({ length: count }, (_, at) => ({ on: `old.example/${at % 40}`, ago: ago + at * HOUR }));

describe.each([
  ['each in a record of its own', false],
  ['on shelves', true],
])('pages found of notes %s', (_name, isMany) => {
  const come = (ground: Ground, notes: readonly Written[]) => ground.come(isMany ? [...old(30), ...notes] : notes);

  test('elsewhere are the pages of this very host, the one written on last first, with their counts', async () => {
    const ground = await openGround();
    await come(ground, [
      { on: 'example.org/front', ago: HOUR },
      { on: 'example.org/a', ago: 400 * DAY },
      { on: 'example.org/b', ago: 90 * DAY },
      { on: 'example.org/a', ago: 80 * DAY, text: 'newer' },
      { on: 'alice.example.org/a', ago: DAY },
      { on: 'example.org:8443/a', ago: DAY },
      { on: 'example.organic/a', ago: DAY },
    ]);
    const { site, elsewhere } = await commons(ground);
    expect(site).toBe('example.org');
    expect(titles(elsewhere)).toEqual(['example.org/a', 'example.org/b']);
    expect(elsewhere.map(({ notes }) => notes.length)).toEqual([2, 1]);
    expect(elsewhere[0]?.address).toBe('https://example.org/a');
  });

  test('now are the pages of the last two weeks, those of others first, and not those of this site', async () => {
    const ground = await openGround();
    await come(ground, [
      { on: 'example.org/a', ago: HOUR },
      { on: 'one.example/', ago: 13 * DAY },
      { on: 'two.example/', ago: 10 * 60_000, by: ground.me },
      { on: 'three.example/', ago: 3 * HOUR, by: BEN },
      { on: 'four.example/', ago: 15 * DAY },
      { on: 'five.example/', ago: 20 * 60_000 },
      { on: 'six.example/', ago: 5 * DAY },
      { on: 'six.example/', ago: 60_000, by: ground.me },
      // By a clock that is fast by years.
      { on: 'seven.example/', ago: -900 * DAY },
    ]);
    const { now } = await commons(ground);
    expect(titles(now)).toEqual(['five.example/', 'three.example/', 'six.example/', 'one.example/', 'two.example/']);
  });

  test('many notes on one page hide no other page', async () => {
    const ground = await openGround();
    const busy = Array.from({ length: 300 }, (_, at) => ({ on: 'busy.example/', ago: 60_000 + at * 1000 }));
    await come(ground, [{ on: 'quiet.example/', ago: 10 * DAY }, { on: 'example.org/quiet', ago: 10 * DAY }, ...busy]);
    expect(titles((await commons(ground)).now)).toEqual(['busy.example/', 'quiet.example/']);
    const here = await commons(ground, ['//busy.example/other']);
    expect(titles(here.elsewhere)).toEqual(['busy.example/']);
    expect(here.elsewhere[0]?.notes).toHaveLength(300);
  });
});

test('a newer note that stands alone comes before what came on shelves', async () => {
  const ground = await openGround();
  await ground.come([
    ...old(30),
    ...Array.from({ length: 30 }, (_, at) => ({ on: `s${at}.example/`, ago: 2 * DAY + at })),
  ]);
  await ground.come([{ on: 'new.example/', ago: 26 * HOUR, by: BEN }]);
  const { now } = await commons(ground);
  expect(now).toHaveLength(MOST_PAGES);
  expect(now[0]?.title).toBe('new.example/');
});

test('of my private notes the groups know nothing, so they are no page of theirs; on the site they are', async () => {
  const ground = await openGround();
  ground.clock.now = NOW - HOUR;
  for (const on of ['example.org/mine', 'private.example/']) {
    const target = { ...fields().target, source: `https://${on}`, keys: [`//${on}`], title: on };
    await createNote(ground.db, { group: ground.personal, fields: fields({ target }) }, ground.sources);
  }
  const { now, elsewhere } = await commons(ground);
  expect(titles(now)).toEqual([]);
  expect(titles(elsewhere)).toEqual(['example.org/mine']);
});

test('a file and an empty tab have no site; what the groups read is there all the same', async () => {
  const ground = await openGround();
  await ground.come([{ on: 'one.example/', ago: DAY }]);
  for (const keys of [[], ['urn:x-file:abc']]) {
    const { site, elsewhere, now } = await commons(ground, keys);
    expect([site, elsewhere, titles(now)]).toEqual([null, [], ['one.example/']]);
  }
});

test('a group that I have left reads nothing now', async () => {
  const ground = await openGround();
  await ground.come([{ on: 'one.example/', ago: DAY }]);
  await leave(ground.db, ground.group);
  expect((await commons(ground)).now).toEqual([]);
});

test('an address that is none of the page’s own is not followed', async () => {
  const ground = await openGround();
  const [id = ''] = await ground.come([{ on: 'bank.example/', ago: DAY }]);
  for (const source of ['https://hostile.example/', 'javascript:alert(1)', 'bank.example/']) {
    await ground.db.annotations
      .where('id')
      .equals(id)
      .modify((note) => {
        if (!note.row.deleted) note.row.fields.target.source = source;
      });
    expect((await commons(ground)).now).toMatchObject([{ address: null }]);
  }
});

test('of ten thousand notes few are read', async () => {
  const ground = await openGround();
  await ground.come(
    Array.from({ length: 10_000 }, (_, at) => ({
      on: at % 3 === 0 ? `example.org/${at % 500}` : `other${at % 7}.example/${at % 500}`,
      ago: HOUR * at,
    })),
  );
  let shelves = 0;
  ground.db.shelves.hook('reading', (shelf) => {
    shelves++;
    return shelf;
  });
  const { now, elsewhere } = await commons(ground);
  expect([now.length, elsewhere.length]).toEqual([MOST_PAGES, MOST_PAGES]);
  expect(shelves).toBeLessThan((await ground.db.shelves.count()) * 0.8);
});

test('a question on another page is open until it is answered, and not because somebody replied', async () => {
  const ground = await openGround();
  const { db, sources, group } = ground;
  const target = { ...fields().target, source: 'https://other.example/', keys: ['//other.example/'] };
  const asked = await createNote(db, { group, fields: fields({ kind: 'question', target }) }, sources);
  if (!asked.ok) throw new Error(asked.code);
  const [answer = ''] = await ground.come([{ on: 'other.example/', ago: HOUR, kind: 'reply', parent: asked.id }]);
  const open = async () => (await commons(ground)).now.flatMap(({ notes }) => notes.filter(isOpenQuestion)).length;
  expect(await open()).toBe(1);
  await giveReaction(db, { note: answer, type: 'answered' }, sources);
  expect(await open()).toBe(0);
});
