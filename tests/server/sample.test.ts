/** The sample class holds together: every note finds its passage, its author may write it, its thread is whole. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { may } from '../../src/core/permission.ts';
import { quoteOf, selector } from '../../src/core/selectors.ts';
import { annotationFields } from '../../src/core/record.ts';
import { READINGS, readReading } from '../../src/server/sample/reading.ts';
import { readClass } from '../../src/server/sample/sample-class.ts';
import { selectorsFor } from '../../src/server/sample/selectors.ts';
import { visibleText } from '../../src/server/sample/visible-text.ts';
import * as v from 'valibot';

const { group, members, notes } = readClass();
const files = readdirSync(READINGS).filter((file) => file.endsWith('.html') && file !== 'index.html');
const readings = new Map(files.map((file) => [file, readReading(file)]));
const byKey = new Map(notes.map((note) => [note.key, note]));
const LONG = 'appointments-with-the-sea.html';
const ARABIC = 'fi-al-hamish-muttasa.html';
const SHORT = 'the-same-page-again.html';

function reading(file: string) {
  const found = readings.get(file);
  if (!found) throw new Error(`No reading ${file}`);
  return found;
}

function depthOf(key: string): number {
  const note = byKey.get(key);
  return note?.kind === 'reply' ? 1 + depthOf(note.replyTo) : 0;
}

describe('readings', () => {
  test('there are three, each linked from the list', () => {
    expect(files.toSorted()).toEqual([LONG, ARABIC, SHORT]);
    const list = readReading('index.html').html;
    for (const file of files) expect(list).toContain(`href="${file}"`);
  });

  test.each([
    [LONG, 20_000, 30_000],
    [ARABIC, 3000, 6000],
    [SHORT, 4000, 7000],
  ])('%s has between %i and %i characters', (file, least, most) => {
    const length = Array.from(reading(file).text).length;
    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThanOrEqual(most);
  });

  test.each(files)('%s stands alone: title, author, date, and nothing loaded from elsewhere', (file) => {
    const { html, title } = reading(file);
    expect(title).not.toBe('');
    expect(html).toMatch(/<meta\s+name="author"\s+content="[^"]+"/);
    expect(html).toMatch(/<time\s+datetime="\d{4}-\d{2}-\d{2}"/);
    expect(html).not.toMatch(/<script|<link|<iframe|\ssrc=|@import|url\(|https?:/i);
  });

  test('the long one has lists in lists, a table, code, figures with captions and footnotes with ways back', () => {
    const { html } = reading(LONG);
    expect(html).toMatch(/<li>(?:(?!<\/li>)[^])*<ul>/);
    expect(html).toContain('<table>');
    expect(html).toMatch(/<pre[^>]*><code>/);
    expect(html.match(/<figure>\s*<svg[^]+?<\/svg>\s*<figcaption>/g)?.length).toBeGreaterThanOrEqual(2);
    const notesThere = Array.from(html.matchAll(/href="#note-(\d+)"\s+id="ref-\1"/g), (match) => match[1]);
    const waysBack = Array.from(html.matchAll(/<li\s+id="note-(\d+)">[^]*?href="#ref-\1"/g), (match) => match[1]);
    expect(notesThere.length).toBeGreaterThan(3);
    expect(waysBack).toEqual(notesThere);
  });

  test('the Arabic one runs from right to left and is mostly Arabic', () => {
    const { html, text } = reading(ARABIC);
    expect(html).toMatch(/<html lang="ar" dir="rtl">/);
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
    expect(arabic / letters).toBeGreaterThan(0.9);
    expect(html).toContain('<blockquote>');
    expect(html).toContain('<ul>');
  });
});

describe('class', () => {
  test('six members in every role write between 46 and 60 notes', () => {
    expect(group.name).toMatch(/^Reading circle: /);
    expect(members.map((member) => member.role).toSorted()).toEqual([
      'facilitator',
      'member',
      'member',
      'member',
      'owner',
      'reader',
    ]);
    expect(new Set(members.map((member) => member.key)).size).toBe(6);
    expect(notes.length).toBeGreaterThanOrEqual(46);
    expect(notes.length).toBeLessThanOrEqual(60);
    expect(byKey.size).toBe(notes.length);
  });

  test('whoever writes may write, and whoever may write does', () => {
    const writers = new Set(notes.map((note) => note.by));
    const allowed = members.filter(({ role }) => may({ user: 'anybody', role }, { verb: 'annotation.create' }));
    expect([...writers].toSorted()).toEqual(allowed.map((member) => member.key).toSorted());
  });

  test('every reading has a page note, highlights or comments, and replies', () => {
    for (const file of files) {
      const kinds = notes.filter((note) => note.reading === file).map((note) => note.kind);
      expect(kinds.filter((kind) => kind === 'page')).toHaveLength(1);
      expect(kinds).toEqual(expect.arrayContaining(['page', 'highlight', 'comment', 'question', 'reply']));
    }
  });

  test('a reply answers an earlier note on the same reading', () => {
    const seen = new Set<string>();
    for (const note of notes) {
      if (note.kind === 'reply') {
        const parent = byKey.get(note.replyTo);
        expect(seen, note.key).toContain(note.replyTo);
        expect(parent?.reading, note.key).toBe(note.reading);
        expect(parent?.daysAgo, note.key).toBeGreaterThan(note.daysAgo);
      }
      seen.add(note.key);
    }
    expect(Math.max(...notes.map((note) => depthOf(note.key)))).toBe(4);
  });

  test('every quote stands in its reading, where its position says', () => {
    for (const note of notes) {
      if (!('quote' in note)) continue;
      const { text } = reading(note.reading);
      const count = text.split(note.quote).length - 1;
      expect(count, note.key).toBeGreaterThanOrEqual(note.occurrence ?? 1);
      if (note.occurrence === undefined) expect(count, `${note.key} needs an occurrence`).toBe(1);
      const selectors = selectorsFor(text, note.quote, note.occurrence);
      const position = selectors.find((one) => one.type === 'TextPositionSelector');
      const points = Array.from(text);
      expect(points.slice(position?.start, position?.end).join(''), note.key).toBe(note.quote);
      const quote = quoteOf(selectors);
      expect(text, note.key).toContain(`${quote?.prefix}${quote?.exact}${quote?.suffix}`);
      v.parse(v.array(selector), selectors);
    }
  });

  test('the passages are such as try an annotator', () => {
    const passages = notes.flatMap((note) => {
      if (!('quote' in note)) return [];
      const { text } = reading(note.reading);
      const position = selectorsFor(text, note.quote, note.occurrence).find(
        (one) => one.type === 'TextPositionSelector',
      );
      return position ? [{ note, text, ...position }] : [];
    });
    const overlapping = passages.filter((one) =>
      passages.some(
        (other) => other !== one && other.text === one.text && other.start < one.end && one.start < other.end,
      ),
    );
    expect(overlapping.length).toBeGreaterThanOrEqual(8);
    const afterEmoji = passages.filter(({ text, start }) =>
      /\p{Extended_Pictographic}\s*$/u.test(Array.from(text).slice(0, start).join('')),
    );
    expect(afterEmoji.map(({ note }) => note.key)).toEqual(['t-emoji']);
    expect(passages.some(({ note }) => note.occurrence !== undefined && note.occurrence > 1)).toBe(true);
  });

  test('notes on the Arabic reading are in Arabic and in English', () => {
    const texts = notes.filter((note) => note.reading === ARABIC).map((note) => note.text);
    expect(texts.filter((text) => /\p{Script=Arabic}{3}/u.test(text)).length).toBeGreaterThanOrEqual(4);
    expect(texts.filter((text) => /[a-z]{3}/.test(text)).length).toBeGreaterThanOrEqual(4);
  });

  test('the words use Markdown, and pass the schema of an annotation', () => {
    const all = notes.map((note) => note.text).join('\n\n');
    for (const markup of [/(^|\s)\*[^*\s]/, /\*\*[^*]+\*\*/, /^- /m, /^1\. /m, /\]\(https:/, /`[^`]+`/])
      expect(all).toMatch(markup);
    for (const { kind, text, tags } of notes)
      v.parse(v.pick(annotationFields, ['kind', 'text', 'tags']), { kind, text, tags });
  });
});

describe('visible text', () => {
  test.each([
    ['<p>One <b>and</b>\n two</p>', 'One and two'],
    ['<ul><li>a</li><li>b</li></ul>', 'a b'],
    ['a<br>b', 'a b'],
    ['un<i>brok</i>en', 'unbroken'],
    ['<p>x<span> </span>y</p>', 'x y'],
    ['<p>shown<span hidden> not</span></p><style>p{}</style><noscript>no</noscript><template>t</template>', 'shown'],
    ['<p hidden="until-found">found</p>', 'found'],
    ['<svg><title>no</title><desc>no</desc><text>yes</text></svg>', 'yes'],
    ['co\u00adoperate', 'cooperate'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['<head><title>no</title></head><body> yes </body>', 'yes '],
  ])('%s', (html, text) => {
    expect(visibleText(html)).toBe(text);
  });
});

describe('selectors', () => {
  test('count code points, and context does not cut one in two', () => {
    const selectors = selectorsFor('🌑🌑 a wave, a wave', 'a wave', 2);
    expect(selectors).toEqual([
      { type: 'TextQuoteSelector', exact: 'a wave', prefix: '🌑🌑 a wave, ', suffix: '' },
      { type: 'TextPositionSelector', start: 11, end: 17 },
    ]);
    const long = quoteOf(selectorsFor(`${'🌑'.repeat(100)}x${'🌑'.repeat(100)}`, 'x', 1));
    expect(long?.prefix).toBe('🌑'.repeat(64));
    expect(long?.suffix).toBe('🌑'.repeat(64));
  });

  test('a quote that is not there so often is an error', () => {
    expect(() => selectorsFor('a wave', 'a wave', 2)).toThrow(RangeError);
    expect(() => selectorsFor('a wave', '')).toThrow(RangeError);
  });
});
