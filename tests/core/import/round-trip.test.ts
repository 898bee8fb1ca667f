/** Notes go out, the device is wiped, they come back and go out again: nothing is another than it was. */
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../src/core/export/export-input.ts';
import { filesOf } from '../../../src/core/export/formats.ts';
import { readGiven } from '../../../src/core/import/importers.ts';
import type { Note } from '../../../src/core/note.ts';
import { everyDifficulty, exportOf } from '../export/every-kind.ts';
import { importedNotes } from './imported-notes.ts';
import { libraryOf } from './libraries.ts';

const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
/** `LIBRARY=2000 npm test` for larger ones: all 40 then take some half a minute of a quiet core. */
const NOTES = Number(process.env['LIBRARY'] ?? 300);

const written = (format: 'jsonld' | 'hypothesis', notes: readonly Note[]): string =>
  textOf(filesOf(format, exportOf(notes))[0]!.pieces);

describe('JSON-LD, byte for byte', () => {
  test.each(SEEDS)(`a library of ${NOTES} notes, seed %i`, (seed) => {
    const before = written('jsonld', libraryOf(seed, NOTES));
    const read = readGiven({ text: before });
    expect([read?.kind, read?.rejected]).toEqual(['jsonld', []]);
    expect(read?.notes).toHaveLength(NOTES);
    // Not by the matcher: a difference in megabytes of text would be looked for too long.
    expect(written('jsonld', importedNotes(read!.notes)) === before).toBe(true);
  });

  test('a note of every kind and every difficulty; what has no address is named', () => {
    // Of a file on somebody's disk the folders do not come along (document/address.ts).
    const notes = everyDifficulty.filter(({ target }) => target.source.startsWith('https:'));
    const before = written('jsonld', notes);
    const read = readGiven({ text: before });
    expect(read?.rejected).toEqual([]);
    expect(written('jsonld', importedNotes(read!.notes))).toBe(before);
    const all = readGiven({ text: written('jsonld', everyDifficulty) });
    expect(all?.rejected).toMatchObject([{ why: 'unreadable', detail: expect.stringContaining('target') }]);
  });

  test('and once more: an import of an import is the same', () => {
    const before = written('jsonld', libraryOf(77, 200));
    const once = written('jsonld', importedNotes(readGiven({ text: before })!.notes));
    expect(written('jsonld', importedNotes(readGiven({ text: once })!.notes))).toBe(before);
  });
});

describe('Hypothesis, all that it has a place for', () => {
  type Row = {
    id: string;
    text: string;
    tags: string[];
    references?: string[];
    uri: string;
    target: unknown;
    document: unknown;
    created: string;
  };
  const said = (text: string) =>
    (JSON.parse(text) as { annotations: Row[] }).annotations
      .map(({ text: words, tags, uri, target, document, created, references = [] }) => ({
        words,
        tags,
        uri,
        target,
        document,
        created,
        depth: references.length,
      }))
      .map((row) => JSON.stringify(row))
      .sort();

  test.each(SEEDS)(`a library of ${NOTES} notes, seed %i`, (seed) => {
    const before = written('hypothesis', libraryOf(seed, NOTES));
    const read = readGiven({ text: before });
    expect([read?.kind, read?.rejected]).toEqual(['hypothesis', []]);
    const after = written('hypothesis', importedNotes(read!.notes));
    const [one, other] = [said(before), said(after)];
    expect(other).toHaveLength(NOTES);
    expect(one.filter((row, at) => row !== other[at]).slice(0, 3)).toEqual([]);
  });
});
