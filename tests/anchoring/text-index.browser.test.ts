/** What a reader sees is in the index, in order, and every offset leads back to the page. */
import { expect, test } from 'vitest';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import { show } from './marked-page.ts';

const textOf = (html: string) => buildTextIndex(show(html)).text.trim();

test.each([
  ['white space is collapsed', '<p>\n  one\t two\n\n three </p>', 'one two three'],
  ['blocks part words', '<p>one</p><p>two</p><div>three</div>four', 'one two three four'],
  ['a line break parts words', 'one<br>two', 'one two'],
  ['inline markup does not', 'on<b>e t</b>wo', 'one two'],
  ['a blank between inline elements stays', '<b>one</b> <i>two</i>', 'one two'],
  ['table cells are parted', '<table><tr><td>one</td><td>two</td></tr></table>', 'one two'],
  ['soft hyphens are not seen', 'hyphen&shy;ated', 'hyphenated'],
  ['lines of code stay lines', '<pre>one\n  two</pre>', 'one\n  two'],
  ['script, style and template are not read', 'a<script>b</script><style>c{}</style><template>d</template> e', 'a e'],
  ['hidden text is not read', 'a <p hidden>b</p><p style="display:none">c</p>d', 'a d'],
  [
    'invisible text is not read, but what is visible in it',
    'a <div style="visibility:hidden">b <i style="visibility:visible">c</i></div>',
    'a c',
  ],
  [
    'what can be found is read',
    'a <div hidden="until-found">b</div><details><summary>c</summary>d</details>',
    'a b c d',
  ],
  ['form values are not read', 'a <textarea>b</textarea><select><option>c</option></select> d', 'a d'],
  ['what is ours is not read', 'a <commonplace-host>b</commonplace-host> c', 'a c'],
  ['text without a box of its own is read', '<div style="display:contents">a</div> b', 'a b'],
  ['content-visibility: auto is read', '<p style="content-visibility:auto">a</p>', 'a'],
  ['drawings are read without their descriptions', '<svg><title>a</title><text>b</text></svg>', 'b'],
  ['formulas are read', '<math><mi>x</mi><mo>=</mo><mn>1</mn></math>', 'x=1'],
  [
    'shadow trees are read with what is slotted into them',
    '<div><template shadowrootmode="open"><p>a</p><slot></slot><p>c</p></template>b</div>',
    'a b c',
  ],
])('%s', (_, html, text) => {
  expect(textOf(html)).toBe(text);
});

test('same-origin frames are read after the page around them', async () => {
  const container = show('<p>before</p><iframe srcdoc="<p>inside</p>"></iframe><p>after</p>');
  await new Promise((loaded) => container.querySelector('iframe')?.addEventListener('load', loaded, { once: true }));
  const index = buildTextIndex(container);
  expect(index.text.trim()).toBe('before after inside');
  expect(index.roots.length).toBe(2);
  const at = index.text.indexOf('inside');
  expect(index.range(at, at + 6)?.startContainer.ownerDocument).toBe(
    container.querySelector('iframe')?.contentDocument,
  );
});

test('every span leads to a range with its words', () => {
  const container = show('<p>one  <b>two\n</b> thr&shy;ee</p><pre> four\n five</pre><ul><li>six<li>seven</ul>');
  const index = buildTextIndex(container);
  for (let start = 0; start < index.text.length; start++)
    for (let end = start + 1; end <= index.text.length; end++) {
      const span = index.text.slice(start, end);
      if (span.trim() === '') continue;
      const words = index.range(start, end)?.toString().replaceAll('\u00ad', '').replace(/\s+/g, '');
      expect(words).toBe(span.replace(/\s+/g, ''));
    }
});

test('a range between elements becomes the text in it', () => {
  const container = show('<p>one</p><p>two</p><img alt="picture"><p>three</p>');
  const index = buildTextIndex(container);
  const range = document.createRange();
  range.setStart(container, 1);
  range.setEnd(container, 3);
  const span = index.spanOf(range);
  expect(span && index.text.slice(...span)).toBe('two');
});

test('a range over nothing visible has no span', () => {
  const container = show('<p>one</p><p hidden>two</p><img alt="picture"><p>three</p>');
  const range = document.createRange();
  range.selectNode(container.querySelector('img') ?? container);
  expect(buildTextIndex(container).spanOf(range)).toBeNull();
});

test('what went from the page since has no range', () => {
  const container = show('<p>one two</p><p>three</p>');
  const index = buildTextIndex(container);
  const paragraph = container.querySelector('p');
  paragraph?.remove();
  expect(index.range(0, 3)).toBeNull();
  const rest = container.querySelector('p')?.firstChild;
  if (rest instanceof Text) rest.data = 't';
  expect(index.range(8, 13)).toBeNull();
});

test('a page nested without measure is read as far as it can be', () => {
  const container = show('<p>one</p>');
  let inner: Element = container;
  for (let i = 0; i < 3500; i++) inner = inner.appendChild(document.createElement('i'));
  inner.append('deep');
  expect(buildTextIndex(container).text).toBe('one');
  container.replaceChildren();
});

test('positions count code points', () => {
  const index = buildTextIndex(show('<p>🙂a🙂🙂b</p>'));
  const units = [0, 2, 3, 5, 7, 8];
  expect(units.map((at) => index.codePointsBefore(at))).toEqual([0, 1, 2, 3, 4, 5]);
  expect([0, 1, 2, 3, 4, 5].map((count) => index.offsetOfCodePoint(count))).toEqual(units);
});
