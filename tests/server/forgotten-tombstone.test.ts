/** A change comes again, long after the answer to it was lost, and the endpoint has forgotten even that its note was deleted. */
import { expect, onTestFinished, test } from 'vitest';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, restoreOp } from './class.ts';

test('of a note whose tombstone is forgotten it is gone, and does not look as if it were there', async () => {
  const endpoint = await openEndpoint();
  onTestFinished(() => endpoint.dispose());
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const [written, edited] = [freshId(), freshId()].map((id) => putOp(group, id, fields()));
  const change = putOp(group, edited!.id, { text: 'changed' }, 1);
  await ann.push(written, edited, change);
  await ann.push(deleteOp(group, written!.id), deleteOp(group, edited!.id, 2));
  await endpoint.deps.storage.purge(Date.now() + 60_000);
  expect(await ann.push(written, change)).toEqual([
    { opId: written!.opId, status: 'gone', row: null },
    { opId: change.opId, status: 'gone', row: null },
  ]);
});

test('a note that comes back is at no revision of its former life: a change of that life has not seen it', async () => {
  const endpoint = await openEndpoint();
  onTestFinished(() => endpoint.dispose());
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const id = await ann.write(group, 'first');
  await ann.pushOne(deleteOp(group, id));
  await endpoint.deps.storage.purge(Date.now() + 60_000);
  const back = await ann.pushOne(restoreOp(group, id, fields({ text: 'brought back' }), 1));
  expect(back).toMatchObject({ status: 'applied', row: { fields: { text: 'brought back' } } });
  for (const baseRev of [1, 2])
    expect(await ann.pushOne(putOp(group, id, { text: 'unseeing' }, baseRev))).toMatchObject({ status: 'conflict' });
});
