/** A colour and what the group means by it come to the others; a newer colour beside new words takes none of them away. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readPassages } from '../../src/store/read-passages.ts';
import { setLegend } from '../../src/store/write-group.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { fields, KEY } from '../store/open-test-store.ts';
import { Device, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

test('a colour travels, with its name; changed on one device while words change on another, both hold', async () => {
  const [a, b] = [new Device(), new Device()];
  onTestFinished(() => [a, b].forEach(({ syncer }) => syncer.stop()));
  const { group } = await twoInAGroup(endpoint.url, a, b);
  const selectors = [{ type: 'TextQuoteSelector' as const, exact: 'the same words' }];
  const target = { ...fields().target, selectors };
  const made = { ...fields({ text: 'Measured.' }), target, color: 'green' };
  const written = await createNote(a.db, { group, fields: made }, sources);
  if (!written.ok) throw new Error(written.code);
  await setLegend(a.db, { group, legend: { green: 'evidence' } }, sources);
  await a.syncer.run();
  await b.syncer.run();
  const shown = async (device: Device) => (await device.conversation()).notes[0];
  expect(await shown(b)).toMatchObject({ text: 'Measured.', color: { name: 'green', means: 'evidence' } });
  expect((await readPassages(b.db, [KEY])).passages).toMatchObject([{ color: 'green' }]);
  expect((await b.conversation()).groups.find(({ id }) => id === group)?.legend).toEqual({ green: 'evidence' });

  const second = await new Device().copyAccount(a);
  onTestFinished(() => second.syncer.stop());
  await second.syncer.run();
  await editNote(a.db, { id: written.id, text: 'Measured twice.', tags: [] }, sources);
  await editNote(second.db, { id: written.id, text: 'Measured.', tags: [], color: null }, sources);
  for (const device of [a, second, a, b]) await device.syncer.run();
  const after = await shown(b);
  expect(after).toMatchObject({ text: 'Measured twice.' });
  expect(after?.color).toBeUndefined();
});
