/** A note with a picture goes out in an export and comes back from it, by way of the messages that the library sends. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../src/core/base64.ts';
import { eachRecordFor } from '../../src/core/import/for-group.ts';
import { readGiven } from '../../src/core/import/importers.ts';
import { imageOf } from '../../src/core/image.ts';
import { partsOf } from '../../src/library/import/parts.ts';
import { runImport } from '../../src/library/import/run-import.ts';
import type { LibraryPorts } from '../../src/library/ports.ts';
import { fromPages } from '../../src/protocol/from-pages.ts';
import { imagesOf, keepForDraft, pictureOf } from '../../src/store/image-bytes.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { exportOf, wholeText } from '../core/export/every-kind.ts';
import { pictures } from '../core/pictures.ts';
import { note, openTestStore, type TestStore } from './open-test-store.ts';

const exported = async ({ db }: TestStore): Promise<string> => {
  const { notes } = await readLibrary(db);
  return wholeText('jsonld', { ...exportOf(notes), images: await imagesOf(db, notes) });
};

/** The two messages, answered as the background does. */
const callOf = ({ db, sources }: TestStore, asked: string[]): LibraryPorts['call'] =>
  (async (method: string, params: never) => {
    asked.push(method);
    if (method === 'notes.import') {
      const { group, records } = v.parse(fromPages[method].params, params);
      if ('handed' in records) throw new Error('nothing was to be handed over');
      return importNotes(db, { group, records }, sources);
    }
    const bytes = fromBase64((params as { data: string }).data);
    const picture = bytes && (await pictureOf(bytes));
    if (!picture) return { ok: false, code: 'invalid' };
    await keepForDraft(db, picture, sources.now());
    return { ok: true, id: picture.id };
  }) as LibraryPorts['call'];

test('exported, wiped, imported and exported again, a picture is there and belongs to the group', async () => {
  const store = await openTestStore();
  const picture = (await pictureOf(pictures.png))!;
  await keepForDraft(store.db, picture, store.clock.now);
  await note(store, `see ${imageOf({ id: picture.id, alt: 'it' })}`);
  const before = await exported(store);
  expect(before).toContain(toBase64(pictures.png));

  const wiped = await openTestStore();
  const found = readGiven({ text: before })!;
  expect(found.rejected).toEqual([]);
  const asked: string[] = [];
  const records = [...eachRecordFor(wiped.personal, found.notes)];
  const ports = { call: callOf(wiped, asked), tell: () => undefined, signal: new AbortController().signal };
  const run = await runImport(wiped.personal, { parts: partsOf(records), images: found.images }, ports);
  expect(run).toMatchObject({ here: 0, failed: null, count: 1 });
  expect(asked).toEqual(['image.keep', 'notes.import']);
  // It waits to be sent, as one that was pasted into the note.
  expect(await wiped.db.images.get([wiped.personal, picture.id])).toMatchObject({ state: 'unsent' });
  expect(JSON.parse(await exported(wiped)).first).toEqual(JSON.parse(before).first);
});

test('a picture that is none, or that no words name, stays in the note as a body of others does', () => {
  const annotation = (bytes: Uint8Array, text: string) => ({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: 'https://example.org/a/1',
    type: 'Annotation',
    body: [
      { type: 'TextualBody', value: text, format: 'text/markdown' },
      { type: 'Image', id: `data:image/png;base64,${toBase64(bytes)}` },
    ],
    target: 'https://example.org/',
  });
  for (const bytes of [pictures.movingPng, pictures.png]) {
    const found = readGiven({ text: JSON.stringify(annotation(bytes, 'no name here')) })!;
    expect(JSON.stringify(found.notes[0]?.fields.w3c)).toContain(toBase64(bytes));
    expect(found.rejected).toEqual([]);
    expect(found.images).toBeUndefined();
  }
});
