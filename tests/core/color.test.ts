import * as v from 'valibot';
import { expect, test } from 'vitest';
import { colorOf, legendFields, legendOf } from '../../src/core/color.ts';
import { annotationFields, groupFields } from '../../src/core/record.ts';

test('a colour of a newer version is kept in the record and shown as none', () => {
  const fields = { kind: 'highlight', text: '', tags: [], target: targetOf(), parent: null, color: 'ultraviolet' };
  expect(v.parse(annotationFields, fields).color).toBe('ultraviolet');
  expect(colorOf({ color: 'ultraviolet' })).toBeNull();
  expect(colorOf({ color: '' })).toBeNull();
  expect(colorOf({})).toBeNull();
  expect(colorOf({ color: 'green' })).toBe('green');
  expect(v.is(annotationFields, { ...fields, color: 'x'.repeat(17) })).toBe(false);
});

test('a legend goes into a group and comes back; empty names and unknown colours do not count', () => {
  const legend = legendFields({ green: ' evidence ', pink: '  ', blue: 'claim' });
  expect(legend).toEqual([
    { color: 'green', means: 'evidence' },
    { color: 'blue', means: 'claim' },
  ]);
  const group = { name: 'Circle', description: '', personal: false, legend };
  expect(legendOf(v.parse(groupFields, group))).toEqual({ green: 'evidence', blue: 'claim' });
  const twice = [...legend, { color: 'green', means: 'again' }, { color: 'ultraviolet', means: 'unseen' }];
  expect(legendOf({ legend: twice })).toEqual({ green: 'evidence', blue: 'claim' });
  expect(v.is(groupFields, { ...group, legend: [{ color: 'green', means: 'x'.repeat(41) }] })).toBe(false);
});

const targetOf = () => ({
  source: 'https://readings.example.org/a',
  keys: ['//readings.example.org/a'],
  title: 'A',
  selectors: [],
});
