/** A large group for tests: Ada's class, and a device of Ben's with all that it asks the endpoint written down. */
import { onTestFinished } from 'vitest';
import type { HoldingChoice } from '../../src/core/holding.ts';
import { eachNote } from '../../src/store/find-notes.ts';
import { chooseHolding } from '../../src/store/holdings.ts';
import { wantDocument } from '../../src/store/opened-documents.ts';
import type { TestEndpoint } from '../server/class.ts';
import { ON_EACH, bigCircle, keyOf } from './big-circle.ts';
import { Device, sources } from './device.ts';

type Asked = { path: string; body: string };

export async function largeGroup(endpoint: TestEndpoint) {
  const asked: Asked[] = [];
  const listening: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    asked.push({ path: `${url.pathname}${url.search}`, body: typeof init?.body === 'string' ? init.body : '' });
    return fetch(input, init);
  };
  const circle = await bigCircle(endpoint, new Device({ fetch: listening }));
  onTestFinished(() => [circle.a, circle.b].forEach(({ syncer }) => syncer.stop()));
  return { ...circle, asked };
}

/** Ben has chosen, and has what he chose. */
export async function chosenOf(endpoint: TestEndpoint, choice: HoldingChoice) {
  const it = await largeGroup(endpoint);
  await it.b.syncer.run();
  await chooseHolding(it.b.db, it.group, choice);
  await it.b.syncer.run();
  return it;
}

/** The words held of a group, sorted. */
export async function held({ db }: Device, group: string): Promise<string[]> {
  const words: string[] = [];
  await eachNote(db, ({ row }) => {
    if (row.group === group && !row.deleted) words.push(row.fields.text);
  });
  return words.sort();
}

export const wordsOn = (document: number): string[] =>
  Array.from({ length: ON_EACH }, (_, at) => `${at} on ${document}`);
export const open = async (device: Device, document: number, clock = sources): Promise<void> => {
  if (await wantDocument(device.db, [keyOf(document)], clock)) await device.syncer.opened();
};

/** Until something of the store is so. */
export async function until(is: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await is());) {
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((later) => setTimeout(later, 20));
  }
}
