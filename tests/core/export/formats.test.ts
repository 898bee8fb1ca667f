import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportFileName, FORMATS } from '../../../src/core/export/formats.ts';

const at = { exportedAt: '2026-11-23T12:00:00.000Z' };

test.each([
  ['Measures & margins: week 2/3', 'commonplace-measures-margins-week-2-3-2026-11-23.md'],
  ['في الهامش متّسع', 'commonplace-في-الهامش-متّسع-2026-11-23.md'],
  ['../..\\con?', 'commonplace-con-2026-11-23.md'],
  ['🌙', 'commonplace-notes-2026-11-23.md'],
])('a file name from %s', (title, name) => {
  expect(exportFileName({ title, ...at }, 'markdown')).toBe(name);
});

test('a long title makes a name that fits every file system', () => {
  const name = exportFileName({ title: '字'.repeat(500), ...at }, 'jsonld');
  expect(new TextEncoder().encode(name).length).toBeLessThan(255);
});

test('every format has a name to be shown', () => {
  const english = JSON.parse(
    readFileSync(new URL('../../../src/locales/_locales/en/messages.json', import.meta.url), 'utf8'),
  );
  for (const { label } of Object.values(FORMATS)) expect(english).toHaveProperty(label);
});
