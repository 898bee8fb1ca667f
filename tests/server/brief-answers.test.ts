/** Brief answers to a push: of new notes that were taken word for word they leave out the words (ADR 0035). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, restoreOp } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
let ann: Learner;
let group: string;

beforeAll(async () => {
  endpoint = await openEndpoint();
  ann = await Learner.guest(endpoint.url, 'Ann');
  group = await ann.makeGroup();
});
afterAll(() => endpoint.dispose());

const briefly = async (...ops: unknown[]): Promise<unknown[]> => {
  const answer = await ann.ask('POST', '/sync/v1/push', { epoch: null, ops, brief: true });
  return (JSON.parse(answer.text) as { results: unknown[] }).results;
};

test('a new note that was taken word for word: only what its writer does not know', async () => {
  const op = putOp(group, freshId(), {
    ...fields({ text: '„Why“ here, "fields":{"a":1}}?' }),
    newer: { fields: [1] },
  });
  const results = await briefly(op);
  const row = (await ann.rows(group)).find(({ id }) => id === op.id);
  if (row?.kind !== 'annotation' || row.deleted) throw new Error('no note');
  const { author, seq, created, updated } = row;
  expect(results).toEqual([{ opId: op.opId, status: 'applied', row: null, taken: { author, seq, created, updated } }]);
  expect(row.fields).toEqual(op.fields);
});

test('the whole note where it is not as it was sent, was there before, or is told of again', async () => {
  const { kind, ...others } = fields();
  const inOrder = putOp(group, freshId(), fields());
  const ops = [
    inOrder,
    inOrder,
    putOp(group, freshId(), fields({ tags: [' trimmed '] })),
    putOp(group, freshId(), { ...others, kind }),
    putOp(group, inOrder.id, { text: 'edited' }, 1),
    deleteOp(group, inOrder.id, 2),
    restoreOp(group, inOrder.id, fields({ text: 'again' }), 3),
  ];
  const results = (await briefly(...ops)) as Record<string, unknown>[];
  expect(results.map(({ status }) => status)).toEqual(ops.map((_, at) => (at === 1 ? 'duplicate' : 'applied')));
  expect(results.map((result) => 'taken' in result)).toEqual(ops.map((_, at) => at === 0));
  expect(results.slice(1).map(({ row }) => row)).not.toContain(null);
});

test('nobody gets one who has not asked for it', async () => {
  const op = putOp(group, freshId(), fields());
  const answer = await ann.ask('POST', '/sync/v1/push', { epoch: null, ops: [op] });
  expect(JSON.parse(answer.text)).toMatchObject({ results: [{ row: { fields: op.fields } }] });
  expect(answer.text).not.toContain('taken');
});
