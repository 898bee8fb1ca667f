import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../src/core/export/export-input.ts';
import { distinctNames, exportFileName } from '../../../src/core/export/file-name.ts';
import { attachedTo, filesOf, FORMATS, type FormatName } from '../../../src/core/export/formats.ts';
import { everyDifficulty, exportOf, makeNote, named, pictured, pictures, wholeText } from './every-kind.ts';

const day = '2026-11-23T12:00:00.000Z';
const names = Object.keys(FORMATS) as FormatName[];
const input = { ...exportOf(everyDifficulty), lost: new Set([named('question')]) };

test.each([
  ['Measures & margins: week 2/3', 'commonplace-measures-margins-week-2-3-2026-11-23.md'],
  ['في الهامش متّسع', 'commonplace-في-الهامش-متّسع-2026-11-23.md'],
  ['../..\\con?', 'commonplace-con--2026-11-23.md'],
  ['🌙', 'commonplace-notes-2026-11-23.md'],
])('a file name from %s', (title, name) => {
  expect(exportFileName(title, day, 'md')).toBe(name);
});

test('a long title makes a name that fits every file system', () => {
  const name = exportFileName('字'.repeat(500), day, 'jsonld');
  expect(new TextEncoder().encode(name).length).toBeLessThan(255);
});

test('files beside each other have names of their own, also where big letters are small ones', () => {
  expect(distinctNames(['A reading', 'a Reading', 'NUL', '../x', '🌙', '🌙'], 'md')).toEqual([
    'a-reading.md',
    'a-reading-2.md',
    'nul-.md',
    'x.md',
    'reading.md',
    'reading-2.md',
  ]);
});

test('every format has a line that says what it is for', () => {
  const english = JSON.parse(
    readFileSync(new URL('../../../src/locales/_locales/en/messages.json', import.meta.url), 'utf8'),
  );
  for (const name of names) {
    const key = `export${name[0]!.toUpperCase()}${name.slice(1)}`;
    expect(english).toHaveProperty(`${key}Hint`);
  }
});

describe.each(names)('%s', (name) => {
  test('is as it was when a person last looked', async () => {
    await expect(wholeText(name, input)).toMatchFileSnapshot(`golden/${name}.${FORMATS[name].extension}`);
  });

  test('is the same for the same notes in another order', () => {
    expect(wholeText(name, { ...input, notes: everyDifficulty.toReversed() })).toBe(wholeText(name, input));
  });

  test('says how far it is: every note once, but those it has no place for', () => {
    const told = filesOf(name, input).flatMap(({ pieces }) => Array.from(pieces, ({ notes }) => notes));
    const count = told.reduce((sum, notes) => sum + notes, 0);
    expect(count).toBeLessThanOrEqual(everyDifficulty.length);
    expect(count).toBeGreaterThan(everyDifficulty.length / 2);
  });

  test('says nothing of what a host has hidden but that it was there', () => {
    expect(wholeText(name, input)).not.toContain('words that a host has hidden');
  });

  test('of nothing is nothing, without a complaint', () => {
    expect(
      filesOf(name, exportOf([]))
        .map(({ pieces }) => textOf(pieces))
        .join('').length,
    ).toBeLessThan(3000);
  });
});

const inWords = ['markdown', 'obsidian', 'logseq'] as const;
const withPictures = { ...exportOf([pictured]), images: pictures };

describe('pictures', () => {
  test.each([...inWords, 'html'] as const)('%s shows those that are there, and says which are not', async (name) => {
    const text = wholeText(name, withPictures);
    await expect(text).toMatchFileSnapshot(`golden/${name}-pictures.${FORMATS[name].extension}`);
    expect(text).toContain('🖼 gone (picture not on this device)');
  });

  test.each(inWords)('%s links to files beside it, with what is said of them', (name) => {
    const [file, ...others] = attachedTo(name, withPictures);
    expect([file?.path, others]).toEqual([`assets/${'P'.repeat(22)}.png`, []]);
    expect(file?.bytes).toBe(pictures.get('P'.repeat(22))?.bytes);
    const { folder } = FORMATS[name];
    const address = /!\[a \\\[graph\\\]\]\(([^)]*)\)/.exec(wholeText(name, withPictures))?.[1] ?? '';
    // As whoever reads the file resolves it, from where the file stands.
    expect(new URL(address, `https://zip.example/${folder}reading.md`).pathname).toBe(`/${file?.path}`);
  });

  test('what nobody shows is not taken along, nor what no format has a place for', () => {
    expect(attachedTo('markdown', { ...exportOf([makeNote('a')]), images: pictures })).toEqual([]);
    expect(attachedTo('csv', withPictures)).toEqual([]);
    const named = makeNote('named', { text: `\`image:${'P'.repeat(22)}\`` });
    expect(attachedTo('markdown', { ...exportOf([named]), images: pictures })).toEqual([]);
  });
});

test('one’s own hidden note keeps its passage: its words are one’s own', () => {
  const note = { ...makeNote('mine', { hidden: { reason: 'x' }, mine: true }), quote: '' };
  note.target = { ...note.target, selectors: [{ type: 'TextQuoteSelector', exact: 'what I marked' }] };
  expect(wholeText('jsonld', exportOf([note]))).toContain('what I marked');
});
