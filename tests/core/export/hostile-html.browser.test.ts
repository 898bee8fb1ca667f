/** Hostile words in every field of an exported page: it is opened in a real browser, and nothing of it acts. */
import { expect, test } from 'vitest';
import { textOf } from '../../../src/core/export/export-input.ts';
import { filesOf } from '../../../src/core/export/formats.ts';
import { hostileWords } from '../../e2e/corpus/hostile-words.ts';
import { exportOf, makeNote } from './every-kind.ts';

const CANARY = 'https://canary.invalid';

/** Opens a document under a watch that is there before its first letter. */
function opened(html: string) {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inside = frame.contentWindow as Window & typeof globalThis;
  const violations: string[] = [];
  inside.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
  inside.document.open();
  inside.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
  inside.document.write(html);
  inside.document.close();
  return { inside, violations, close: () => frame.remove() };
}

const rest = () => new Promise((go) => setTimeout(go, 500));

test('no script runs, nobody is asked, and no rule is broken', async () => {
  const words = hostileWords(CANARY);
  expect(words.length).toBeGreaterThanOrEqual(500);
  const notes = words.map((text, at) => {
    const note = makeNote(`n${at}`, {
      text,
      tags: [text.slice(0, 60).trim() || 'x'],
      author: { id: `${'h'.repeat(21)}A`, name: text.slice(0, 80) },
      selectors: [{ type: 'TextQuoteSelector', exact: text.slice(0, 500) }],
    });
    const source =
      at % 2 === 0
        ? `https://site${at % 7}.example.org/${encodeURIComponent(text.slice(0, 40).toWellFormed())}`
        : text.slice(0, 200) || 'x';
    return { ...note, target: { ...note.target, source, keys: [source], title: text.slice(0, 200) } };
  });
  const html = textOf(filesOf('html', exportOf(notes, words[0]))[0]!.pieces);
  const { inside, violations, close } = opened(html);
  await rest();
  const { document: page } = inside;
  expect(page.querySelectorAll('article')).toHaveLength(notes.length);
  expect('harmed' in inside || 'harmed' in globalThis).toBe(false);
  expect(violations).toEqual([]);
  expect(inside.performance.getEntriesByType('resource').map(({ name }) => name)).toEqual([]);
  const acting =
    'script, img, iframe, object, embed, form, base, link, video, audio, svg, [onerror], [onload], [style], [srcdoc], [ping]';
  expect([...page.querySelectorAll(acting)].map(({ outerHTML }) => outerHTML.slice(0, 200))).toEqual([]);
  expect([...page.querySelectorAll('meta[http-equiv]')]).toHaveLength(1);
  const protocols = new Set([...page.querySelectorAll<HTMLAnchorElement>('a[href]')].map((link) => link.protocol));
  expect([...protocols].filter((one) => !['http:', 'https:', 'mailto:'].includes(one))).toEqual([]);
  expect(inside.getComputedStyle(page.body).maxWidth).not.toBe('none');
  close();
});

test('the watch is awake: what is put into such a page is refused, and heard', async () => {
  const { inside, violations, close } = opened(textOf(filesOf('html', exportOf([makeNote('a')]))[0]!.pieces));
  inside.document.body.insertAdjacentHTML('beforeend', `<img src="${CANARY}/picture"><p style="color:red">x</p>`);
  await expect.poll(() => violations).toEqual(expect.arrayContaining(['img-src', 'style-src-attr']));
  close();
});
