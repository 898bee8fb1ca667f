import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { hardCodedWords } from './hard-coded.ts';

/** Where words in the code are meant. */
const MEANT: Record<string, readonly string[]> = {
  // samples of what a colour looks like, and of the form of a code and an address
  'src/annotator/adder.ts': ['ab'],
  'src/ui/color-sample.tsx': ['ab'],
  'src/ui/code-form.tsx': ['K7QM-3XWT', 'https://'],
  // what the endpoint keeps; screens say `labelOnlyMe`
  'src/core/note.ts': ['Only me'],
  // what a tool of others is answered, in English as all that the endpoint says
  'src/core/hypothesis/annotation.ts': ['What is to be kept of it is too long.'],
};

/** The endpoint's own words are in English: for programs, and on its few pages. */
const ENDPOINT = /^src\/(server\/|protocol\/errors\.ts)/;

const files = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map((entry) => `${entry.parentPath}/${entry.name}`)
  .filter((path) => !ENDPOINT.test(path));

describe('words in the code', () => {
  test.each(files)('%s says nothing but messages', (path) => {
    const found = hardCodedWords(path, readFileSync(path, 'utf8'));
    expect(found.filter(({ words }) => !MEANT[path]?.includes(words))).toEqual([]);
  });

  test.each([
    ['<p>Notes here</p>', 'Notes here'],
    ['<p>{busy ? "Saving" : t("saved")}</p>', 'Saving'],
    ['<button aria-label="Close" />', 'Close'],
    ['<input placeholder={`Search ${where}`} />', 'Search'],
    ['<Card title={"Groups"} />', 'Groups'],
    ['line.textContent = "Loading"', 'Loading'],
    ['box.setAttribute("title", "Go")', 'Go'],
    ['box.append("Done")', 'Done'],
    ['const words = { text: "It was not saved." }', 'It was not saved.'],
  ])('%s is found', (source, words) => {
    expect(hardCodedWords('a.tsx', source).map((one) => one.words)).toEqual([words]);
  });

  test.each([
    '<p class="notes soft">{t("notes")} · 3</p>',
    '<Icon name="lock" />',
    'throw new Missing("There is no such group.")',
    'console.warn("Not found here:", error)',
    '<p>{kind === "question" && <b>{t("kindQuestion")}</b>}</p>',
  ])('%s is left alone', (source) => {
    expect(hardCodedWords('a.tsx', source)).toEqual([]);
  });

  test('the manifest says nothing but messages', () => {
    const { name, description, commands } = manifest;
    const said = [
      name,
      description,
      ...Object.values(commands).flatMap((one) => ('description' in one ? [one.description] : [])),
    ];
    for (const words of said) expect(words).toMatch(/^__MSG_\w+__$/);
  });

  test.each(['margin', 'popup', 'library', 'glance'])(
    'the page of the %s has no words before it is filled but the name',
    (room) => {
      const html = readFileSync(`src/${room}/index.html`, 'utf8');
      expect(html.replace(/<[^>]*>/g, ' ').trim()).toBe('Commonplace');
    },
  );
});
