/** Taking notes out of the library: in which forms, of what, and what stays behind. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf, ESSAY, sampleNotes } from './sample.ts';
import { button, exportAs, pictures, saved, savedText, show } from './stage.tsx';

const NOW = Date.now();

describe('export', () => {
  test('a document as Markdown', async () => {
    show(conversationOf(sampleNotes(NOW)), ESSAY);
    await exportAs('The same page again', /^Markdown/);
    expect(saved).toEqual([
      {
        name: expect.stringMatching(/^commonplace-the-same-page-again-\d{4}-\d\d-\d\d\.md$/),
        mediaType: 'text/markdown',
        content: expect.stringContaining('# The same page again\n\n<https://readings.example.org/'),
      },
    ]);
    await expect.element(page.getByText(/^Saved as /)).toBeVisible();
    await expectAccessible();
  });

  test('everything as JSON-LD, with every note in it', async () => {
    const notes = sampleNotes(NOW);
    show(conversationOf(notes));
    await exportAs('All notes', /W3C Web Annotation \(JSON-LD\)/);
    expect(saved[0]?.mediaType).toBe('application/ld+json');
    expect(JSON.parse(savedText())).toMatchObject({ type: 'AnnotationCollection', total: notes.length });
  });

  test('several readings as a zip with a file for each', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await exportAs('All notes', /Obsidian/);
    const [file] = saved;
    expect(file?.name).toMatch(/\.zip$/);
    const files = unzipSync(file?.content as Uint8Array);
    expect(Object.keys(files).sort()).toEqual([
      'appointments-with-the-sea.md',
      'the-same-page-again.md',
      'في-الهامش-متّسع.md',
    ]);
    expect(strFromU8(files['the-same-page-again.md']!)).toContain('> [!quote]');
  });

  test('a reading with pictures as a zip, in which they stand beside it as they are', async () => {
    const id = 'P'.repeat(22);
    const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => (at * at) % 251);
    pictures.set(id, { type: 'image/webp', bytes });
    const [note] = sampleNotes(NOW);
    if (!note) throw new Error('no note');
    show(conversationOf([{ ...note, text: `![a graph](image:${id}) and ![gone](image:${'Q'.repeat(22)})` }]));
    await exportAs('All notes', /Logseq/);
    const [file] = saved;
    expect(file?.name).toMatch(/\.zip$/);
    const files = unzipSync(file?.content as Uint8Array);
    expect(Object.keys(files)).toEqual(['pages/the-same-page-again.md', `assets/${id}.webp`]);
    expect(files[`assets/${id}.webp`]).toEqual(bytes);
    const words = strFromU8(files['pages/the-same-page-again.md']!);
    expect(words).toContain(`![a graph](../assets/${id}.webp) and 🖼 gone (picture not on this device)`);
  });

  test('of a group one has left, whose notes are locked, only one’s own words go out', async () => {
    const notes = sampleNotes(NOW).map((note): Note => ({ ...note, group: { ...note.group, left: 'lock' } }));
    show(conversationOf(notes));
    await exportAs('All notes', /W3C Web Annotation \(JSON-LD\)/);
    await expect.element(page.getByText(/without others' words from groups you have left/)).toBeVisible();
    for (const { text: words, mine } of notes.filter((note) => note.text !== '')) {
      expect([words, savedText().includes(JSON.stringify(words))]).toEqual([words, mine]);
    }
  });

  test('one group alone; its hosts may have the overview of it, and others may not', async () => {
    const [first, ...rest] = sampleNotes(NOW);
    if (!first) throw new Error('no note');
    const poems = conversationOf([]).groups.find(({ name }) => name === 'Thursday poems');
    if (!poems) throw new Error('no group');
    show(conversationOf([{ ...first, group: poems }, ...rest]), '#groups');
    await exportAs('Thursday poems', /^Markdown/);
    expect(savedText()).toContain('\nnotes: 1\n');
    expect(page.getByText('Class overview (CSV)').elements()).toHaveLength(0);
    await button('Close').click();
    await button(`Export: ${rest[0]?.group.name}`).click();
    await page.getByRole('button', { name: /^Class overview/ }).click();
    await expect.poll(() => saved).toHaveLength(2);
    expect(savedText(1)).toMatch(/^\ufeffmember,role,reading/);
  });

  test('a passage with where it is from, to be put anywhere', async () => {
    show(conversationOf(sampleNotes(NOW)), ESSAY);
    await expect.element(button('Copy as quote').first()).toBeVisible();
  });
});
