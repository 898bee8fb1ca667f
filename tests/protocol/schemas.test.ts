import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { newId } from '../../src/core/id.ts';
import { annotationFields, row, type AnnotationRow } from '../../src/core/record.ts';
import { errorBody, ERRORS } from '../../src/protocol/errors.ts';
import { extensionEvent } from '../../src/protocol/events.ts';
import { fromContent } from '../../src/protocol/from-content.ts';
import { fromPages } from '../../src/protocol/from-pages.ts';
import { toMargin, toPage } from '../../src/protocol/margin-port.ts';
import { invitationCode, joinRequest, liveEvent, liveRequest, op, pushRequest } from '../../src/protocol/sync.ts';
import { toContent } from '../../src/protocol/to-content.ts';
import { fc } from '../laws.ts';

const id = () => newId(Date.now(), (length) => new Uint8Array(randomBytes(length)));
const NOW = '2026-11-23T12:00:00.000Z';
const fields = {
  kind: 'comment' as const,
  text: 'words',
  tags: ['a'],
  target: { source: 'https://example.org/', keys: ['//example.org/'], title: 'T', selectors: [] },
  parent: null,
};

const former = (exact: string) => ({ selectors: [{ type: 'TextQuoteSelector' as const, exact }], replaced: NOW });
const withFormer = (list: unknown) => ({ ...fields, target: { ...fields.target, former: list } });

describe('the border between extension and endpoint', () => {
  const envelope = () => ({ opId: id(), id: id(), group: id(), baseRev: 0, at: NOW });

  test('takes every kind of operation, and changes nothing in it', () => {
    const ops = [
      { ...envelope(), kind: 'annotation', act: 'put', fields },
      { ...envelope(), kind: 'annotation', act: 'put', fields: { text: 'only the text' } },
      { ...envelope(), kind: 'annotation', act: 'delete' },
      { ...envelope(), kind: 'annotation', act: 'restore', fields },
      {
        ...envelope(),
        kind: 'group',
        act: 'put',
        fields: { name: 'Tides', description: '', personal: false },
        ownerName: 'Ada',
      },
    ];
    for (const one of ops) expect(v.parse(op, one)).toEqual(one);
  });

  test('keeps fields that a newer version added', () => {
    const newer = { ...fields, stance: 'doubt', target: { ...fields.target, pages: [3] } };
    expect(v.parse(annotationFields, newer)).toEqual(newer);
    const moved = withFormer([{ ...former('was here'), by: 'hand' }]);
    expect(v.parse(annotationFields, moved)).toEqual(moved);
  });

  test('a row is a living record or a tombstone without words', () => {
    const base = { id: id(), group: id(), author: id(), rev: 1, seq: 1, created: NOW, updated: NOW };
    const living: AnnotationRow = { ...base, kind: 'annotation', deleted: false, fields };
    expect(v.parse(row, living)).toEqual(living);
    const gone = v.parse(row, { ...base, kind: 'annotation', deleted: true, fields });
    expect(gone).not.toHaveProperty('fields');
  });

  test.each<[string, object]>([
    ['a text that is too long', { ...fields, text: 'x'.repeat(50_001) }],
    ['a tag of nothing', { ...fields, tags: ['  '] }],
    ['too many tags', { ...fields, tags: Array.from({ length: 31 }, String) }],
    ['a document without a name', { ...fields, target: { ...fields.target, keys: [] } }],
    ['a kind nobody knows', { ...fields, kind: 'shout' }],
    ['a parent that is no id', { ...fields, parent: '../x' }],
    ['more former anchors than are kept', withFormer(Array.from({ length: 11 }, () => former('x')))],
    ['former anchors larger than their room', withFormer(Array.from({ length: 9 }, () => former('x'.repeat(15_000))))],
    ['a former anchor at no passage', withFormer([{ ...former('x'), selectors: [] }])],
    ['a former anchor replaced at no time', withFormer([{ ...former('x'), replaced: '2026-02-31T25:00:00.000Z' }])],
    ['former anchors that are no list', withFormer({ length: 1 })],
    ['a selector of its own invention', { ...fields, target: { ...fields.target, selectors: [{ type: 'Magic' }] } }],
  ])('refuses %s', (_, wrong) => expect(v.is(annotationFields, wrong)).toBe(false));

  test('reads an invitation code as people type it', () => {
    expect(v.parse(invitationCode, ' k7qm-3xwt p2 ')).toBe('K7QM3XWTP2');
    for (const wrong of ['', 'K7QM3XWTP', 'K7QM3XWTP0', 'IIIIIIIIII']) expect(v.is(invitationCode, wrong)).toBe(false);
    expect(v.is(joinRequest, { code: 'K7QM3XWTP2', name: '   ' })).toBe(false);
  });
});

describe('every error', () => {
  test.each(Object.entries(ERRORS))('%s has a status and says what to do', (code, [status, message]) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(message).toMatch(/^[A-Z].{15,}\.$/);
    expect(v.is(errorBody, { error: { code, message } })).toBe(true);
  });
  test('and no other is one', () =>
    expect(v.is(errorBody, { error: { code: 'constructor', message: '' } })).toBe(false));
});

describe('no border can be made to throw', () => {
  const schemas: Record<string, v.GenericSchema> = {
    op,
    pushRequest,
    row,
    liveEvent,
    liveRequest,
    extensionEvent,
    toMargin,
    toPage,
  };
  for (const [table, methods] of Object.entries({ fromContent, fromPages, toContent })) {
    for (const [method, { params }] of Object.entries(methods)) schemas[`${table} ${method}`] = params;
  }
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.anything({ withDate: true, withMap: true, withBigInt: true, withNullPrototype: true }),
  );
  test.each(Object.entries(schemas))('%s', (_, schema) => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(typeof v.safeParse(schema, value).success).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});
