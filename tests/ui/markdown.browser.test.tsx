/** Peers' words on screen: structure where it is meant, and nothing that acts on its own. */
import { expect, test } from 'vitest';
import { show } from './show.tsx';
import { Markdown } from '../../src/ui/markdown.tsx';

const HOSTILE = [
  '<img src=x onerror="globalThis.harmed=1">',
  '<script>globalThis.harmed=1</script>',
  '[a](javascript:globalThis.harmed=1)',
  '![a](https://tracker.invalid/p.png)',
  '<iframe src="https://a.invalid">',
  '<svg onload="globalThis.harmed=1">',
  '<style>*{display:none}</style>',
  '&lt;b&gt; &#x3C;script&#x3E;',
];

test.each(HOSTILE)('%s stays words', async (text) => {
  const root = await show(<Markdown text={text} />);
  expect(root.querySelectorAll('img, script, iframe, svg, style, [onload], [onerror]')).toHaveLength(0);
  for (const link of root.querySelectorAll('a')) expect(link.protocol).toMatch(/^https?:$/);
  expect('harmed' in globalThis).toBe(false);
  expect(root.textContent?.trim()).not.toBe('');
});

test('links leave no trace of the reader and no handle on the page', async () => {
  const root = await show(<Markdown text="[a](https://a.example/)" />);
  const link = root.querySelector('a');
  expect(link?.rel).toBe('noopener noreferrer nofollow ugc');
  expect(link?.target).toBe('_blank');
});

test('every paragraph finds its own direction', async () => {
  const root = await show(<Markdown text={'English\n\nعربي'} />);
  const directions = [...root.querySelectorAll('p')].map((one) => getComputedStyle(one).direction);
  expect(directions).toEqual(['ltr', 'rtl']);
});

test('bullets and the bar of a quote stand where their words begin, whatever the direction of the screen', async () => {
  const root = await show(<Markdown text={'- English\n- two\n\n1. عربي\n\n> عربي\n>\n> - اثنان\n\n> English'} />);
  const directions = [...root.querySelectorAll('ul, ol, li, blockquote, p')].map(
    (one) => `${one.localName} ${getComputedStyle(one).direction}`,
  );
  expect(directions.join(', ')).toBe(
    'ul ltr, li ltr, p ltr, li ltr, p ltr, ' +
      'ol rtl, li rtl, p rtl, ' +
      'blockquote rtl, p rtl, ul rtl, li rtl, p rtl, ' +
      'blockquote ltr, p ltr',
  );
});

test('headings of a note do not enter the outline of the screen', async () => {
  const root = await show(<Markdown text="# Shout" />);
  expect(root.querySelector('h1, h2, h3, [role=heading]')).toBeNull();
  expect(root.textContent).toBe('Shout');
});

test('structure is structure', async () => {
  const root = await show(<Markdown text={'2. a\n3. b\n\n> q\n\n**s** *e* `c`\n\n```\nx < y\n```'} />);
  expect(root.querySelector('ol')?.start).toBe(2);
  expect(root.querySelector('blockquote')?.textContent).toBe('q');
  expect(root.querySelector('strong')?.textContent).toBe('s');
  expect(root.querySelector('pre')?.textContent).toBe('x < y');
});
