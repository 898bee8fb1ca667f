/** What the simulation books: an answer belongs to the life of the database that it is out of, whenever it is looked at. */
import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { fields, row } from '../../store/open-test-store.ts';
import { SimulatedEndpoint, scratchFolder } from './endpoint.ts';
import { Ledger } from './ledger.ts';

async function life() {
  const folder = scratchFolder();
  const endpoint = new SimulatedEndpoint(folder, [], () => Date.UTC(2027, 0, 1));
  await endpoint.start();
  onTestFinished(async () => {
    await endpoint.stop();
    rmSync(folder, { recursive: true });
  });
  return endpoint.deps.storage;
}

const [id, other] = ['n'.repeat(22), 'o'.repeat(22)];
const said = { group: 'g'.repeat(22), author: 'u'.repeat(22), rev: 1, seq: 7 };
const told = (of: string, text: string, epoch?: string): string =>
  JSON.stringify({ epoch, rows: [row({ ...said, id: of, fields: fields({ text }) })], results: [] });

test('what two lives have at one place in their histories is no divergence, though the older is heard of last', async () => {
  const [before, after] = [await life(), await life()];
  const ledger = new Ledger();
  await ledger.sent(said.author, told(other, 'of the new life', await after.epoch()), after);
  await ledger.sent(said.author, told(id, 'of the old life', await before.epoch()), before);
  await ledger.sent(said.author, told(id, 'of the old life'), before);
  expect(ledger.report.diverged).toEqual([]);
  await ledger.sent(said.author, told(other, 'of the new life'), before);
  expect(ledger.report.diverged).toHaveLength(1);
});

test('an endpoint that says an epoch which its database has not is found', async () => {
  const storage = await life();
  const ledger = new Ledger();
  await ledger.sent(said.author, told(id, 'words', 'another'), storage);
  expect(ledger.report.diverged).toEqual([`another was said in ${await storage.epoch()}`]);
});
