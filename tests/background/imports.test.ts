/** Imported notes that are handed to the background beside its messages: taken in their order, held to the same form, and asked for in them where they cannot be had. */
import { afterAll, expect, test } from 'vitest';
import { partsOf } from '../../src/library/import/parts.ts';
import { handedText, offeredTexts } from '../../src/platform/handed-texts.ts';
import { notesOfGroup } from '../../src/store/find-notes.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { records } from '../store/imported-ground.ts';
import { openBackground, page } from './open-background.ts';

const texts = offeredTexts();
afterAll(() => texts.close());

const parts = [...partsOf(records(), 5)];
const last = (at: number): string => parts[at]?.ids.at(-1) ?? '';

async function opened() {
  const { device, fromPages } = openBackground();
  device.syncer.wrote = async () => undefined;
  const { personal: group } = await readIdentity(device.db);
  const here = async () => (await notesOfGroup(device.db, group)).map(({ id }) => id).toSorted();
  return { group, here, take: fromPages['notes.import'] };
}

test('parts that come one behind the other are each taken once, the last of them too where it was there first', async () => {
  const { group, here, take } = await opened();
  const handed = parts.map((part) => texts.offer(part.records));
  const answers = await Promise.all(
    parts.map((_, at) =>
      take(
        { group, records: { handed: handed[at] ?? '' }, last: last(at), ...(at > 0 && { behind: last(at - 1) }) },
        page,
      ),
    ),
  );
  expect(answers).toEqual(parts.map(({ ids }) => ({ ok: true, taken: ids })));
  expect(await here()).toEqual(parts.flatMap(({ ids }) => ids).toSorted());
  for (const name of handed) texts.withdraw(name);
  for (const name of handed) expect(await handedText(name, 20)).toBeNull();
});

test('what cannot be had is not taken, nor what stands behind it', async () => {
  const { group, here, take } = await opened();
  const second = texts.offer(parts[1]?.records ?? '');
  const answers = await Promise.all([
    take({ group, records: { handed: 'nobody has it' }, last: last(0) }, page),
    take({ group, records: { handed: second }, last: last(1), behind: last(0) }, page),
  ]);
  expect(answers).toEqual([
    { ok: false, code: 'not-handed' },
    { ok: false, code: 'behind' },
  ]);
  expect(await here()).toEqual([]);
});

test.each([
  ['no JSON', '[{'],
  ['no list', '{}'],
  ['a record that is none', JSON.stringify([...records().slice(0, 2), { id: 'x' }])],
  ['more than one message may have', JSON.stringify(Array.from({ length: 1001 }, () => records()[0]))],
])('%s is refused when it is handed over, and nothing of it is taken', async (_, text) => {
  const { group, here, take } = await opened();
  const handed = texts.offer(text);
  await expect(take({ group, records: { handed }, last: last(0) }, page)).rejects.toThrow('wrong form');
  expect(await here()).toEqual([]);
});

test('only who asks for a text is handed it: another page that has texts to give hears a name', async () => {
  const bystander = new BroadcastChannel('handed-texts');
  const heard: unknown[] = [];
  bystander.addEventListener('message', ({ data }) => heard.push(data));
  const name = texts.offer('a megabyte');
  expect(await handedText(name)).toBe('a megabyte');
  await expect.poll(() => heard).toEqual([{ wanted: name }]);
  bystander.close();
  texts.withdraw(name);
});

test('a text is not anybody’s word: what is no text is not taken for one', async () => {
  const name = 'of no page';
  const forger = new BroadcastChannel(`handed-texts ${name}`);
  const asked = handedText(name, 100);
  forger.postMessage({ handed: 5 });
  forger.postMessage('text');
  expect(await asked).toBeNull();
  forger.close();
});
