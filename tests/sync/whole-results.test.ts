/** Brief answers say with their operations what whole ones say by themselves. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { annotationRow } from '../../src/core/record.ts';
import type { OpResult } from '../../src/protocol/sync.ts';
import type { AnnotationOp } from '../../src/store/records.ts';
import type { Taken } from '../../src/store/take-batch.ts';
import { wholeResults } from '../../src/sync/whole-results.ts';
import { fields } from '../store/open-test-store.ts';
import { freshId } from '../server/class.ts';

const AT = '2027-01-02T00:00:00.000Z';
const LATER = '2027-01-02T00:00:01.000Z';

function sent(change: Partial<Extract<AnnotationOp, { act: 'put' }>> = {}): Taken {
  const [opId, id, group] = [freshId(), freshId(), freshId()];
  const op = {
    opId,
    id,
    group,
    baseRev: 0,
    at: AT,
    kind: 'annotation',
    act: 'put',
    fields: fields(),
    ...change,
  } as const;
  return { n: 1, newest: 1, opId, id, group, sent: 0, saw: null, op, text: JSON.stringify(op) };
}

const news = { author: freshId(), seq: 7, created: AT, updated: LATER };
const briefly = ({ opId }: Taken): OpResult => ({ opId, status: 'applied', row: null, taken: news });

test('a brief answer becomes the first revision of the note as it was sent', () => {
  const [one, other] = [sent(), sent()];
  const { id, group } = other;
  const row = { id, group, ...news, rev: 1, kind: 'annotation', deleted: false, fields: fields() };
  const results = wholeResults([briefly(other)], [one, other]);
  expect(results).toEqual([{ opId: other.opId, status: 'applied', row }]);
  // To the letter what a pull would bring.
  expect(JSON.stringify(results[0])).toContain(JSON.stringify(v.parse(annotationRow, row)));
});

test('what is no new note, or not of this push, gets no words that nobody sent', () => {
  const change = sent({ fields: { text: 'edited' }, baseRev: 1 });
  const stranger = sent();
  const results = wholeResults([briefly(change), briefly(stranger)], [change]);
  expect(results.map((result) => 'row' in result && result.row)).toEqual([null, null]);
});

test('whole answers stay as they are, and one without an id is told by its place', () => {
  const [one, other] = [sent(), sent()];
  const results: OpResult[] = [
    { opId: one.opId, status: 'forbidden' },
    { opId: '', status: 'invalid', message: 'no' },
  ];
  expect(wholeResults(results, [one, other])).toEqual([results[0], { ...results[1], opId: other.opId }]);
});
