import { expect, test } from 'vitest';
import { imageIdOf, imageIdsIn, imageOf, imagesAsWords, imagesShownIn, withAlt } from '../../src/core/image.ts';
import { markdownExcerpt, parseMarkdown } from '../../src/core/markdown.ts';

const one = 'A'.repeat(22);
const two = 'B'.repeat(22);

test('a picture is named by half of the digest of its bytes', () => {
  expect(imageIdOf(new Uint8Array(32).fill(255))).toBe(`${'_'.repeat(21)}w`);
});

test('only an address of our own is a picture; any other stays a link', () => {
  expect(parseMarkdown(`![a graph](image:${one})`)).toEqual([
    { type: 'paragraph', children: [{ type: 'image', id: one, alt: 'a graph' }] },
  ]);
  const [foreign] = parseMarkdown('![a graph](https://elsewhere.example/x.png)');
  expect(foreign).toMatchObject({ children: [{ type: 'link', url: 'https://elsewhere.example/x.png' }] });
  for (const address of ['data:image/png;base64,AAAA', `image:${one}A`, `image://${one}`, 'image:x', `IMAGE:${one}`]) {
    expect(JSON.stringify(parseMarkdown(`![x](${address})`))).not.toContain('"image"');
  }
});

test('by a definition too, and as words inside a link', () => {
  expect(parseMarkdown(`![that one][x]\n\n[x]: image:${one}`)).toContainEqual({
    type: 'paragraph',
    children: [{ type: 'image', id: one, alt: 'that one' }],
  });
  const [linked] = parseMarkdown(`[*see ![a graph](image:${one})*](https://example.org/)`);
  expect(JSON.stringify(linked)).not.toContain('"image"');
  expect(JSON.stringify(linked)).toContain('🖼 a graph');
});

test('what is said of a picture survives whatever it is', () => {
  for (const alt of ['a [b] *c* `d`', 'x ](image:y) z', 'back\\slash', '1. first', '', '#', '<b>&amp;']) {
    const text = `before ${imageOf({ id: one, alt })} after`;
    expect(imagesShownIn(text)).toEqual([{ id: one, alt }]);
    const [block] = parseMarkdown(text);
    expect(block).toMatchObject({ children: [{ type: 'text' }, { type: 'image', id: one, alt }, { type: 'text' }] });
  }
});

test('its words change and go without touching the others', () => {
  const text = `${imageOf({ id: one, alt: 'a' })} and ${imageOf({ id: two, alt: 'b' })}`;
  expect(withAlt(text, one, 'new')).toBe(`![new](image:${one}) and ![b](image:${two})`);
  expect(withAlt(text, two, null)).toBe(`![a](image:${one}) and `);
  expect(imagesAsWords(text)).toBe('🖼 a and 🖼 b');
  expect(markdownExcerpt(text, 80)).toBe('🖼 a and 🖼 b');
});

test('whatever may be meant by a picture is found, in JSON too', () => {
  const text = `![a](image:${one}) \`image:${two}\`\n[x]: image:${one}`;
  expect(imageIdsIn(text)).toEqual([one, two]);
  expect(imageIdsIn(JSON.stringify({ text }))).toEqual([one, two]);
  expect(imageIdsIn('no picture at all')).toEqual([]);
});

test('a hostile text is looked through in no time', () => {
  for (const text of ['![', '![\\', 'image:', `![x](image:${one}`].map((piece) =>
    piece.repeat(50_000 / piece.length),
  )) {
    imagesShownIn(text);
    imageIdsIn(text);
    withAlt(text, one, 'x');
  }
});
