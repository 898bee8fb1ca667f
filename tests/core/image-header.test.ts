import { expect, test } from 'vitest';
import { readImageHeader } from '../../src/core/image-header.ts';
import { pictures } from './pictures.ts';

test.each([
  ['png', 'image/png', false],
  ['movingPng', 'image/png', true],
  ['jpeg', 'image/jpeg', false],
  ['lossy', 'image/webp', false],
  ['lossless', 'image/webp', false],
  ['movingWebp', 'image/webp', true],
  ['gif', 'image/gif', false],
  ['movingGif', 'image/gif', true],
] as const)('%s is told from its first bytes', (name, type, moves) => {
  expect(readImageHeader(pictures[name])).toEqual({ type, width: 5, height: 3, moves });
});

test('a WebP with an alpha channel says its size in a header of its own', () => {
  expect(readImageHeader(pictures.alpha)).toEqual({ type: 'image/webp', width: 7, height: 4, moves: false });
});

test('what is cut off anywhere is null or says what the whole says', () => {
  for (const whole of Object.values(pictures)) {
    const { type, width, height } = readImageHeader(whole) ?? {};
    for (let length = 0; length < whole.length; length++) {
      const header = readImageHeader(whole.subarray(0, length));
      if (header) expect(header).toMatchObject({ type, width, height });
    }
  }
});

test('bytes that are no picture, or lie about a length, come to an end', () => {
  let seed = 1;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) % 256;
  for (const whole of Object.values(pictures)) {
    for (let round = 0; round < 300; round++) {
      const bytes = whole.slice();
      for (let change = 0; change < 4; change++) bytes[12 + (random() % (bytes.length - 12))] = random();
      const header = readImageHeader(bytes);
      if (header) expect(header.width * header.height).toBeGreaterThan(0);
    }
  }
  const texts = ['', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'BM', '\0\0\0\x20ftypavif', '%PDF-1.7'];
  for (const text of texts) expect(readImageHeader(new TextEncoder().encode(text.padEnd(64)))).toBeNull();
});

test('a picture that would unfold to gigabytes says so', () => {
  const bomb = pictures.png.slice();
  new DataView(bomb.buffer).setUint32(16, 60_000);
  new DataView(bomb.buffer).setUint32(20, 60_000);
  expect(readImageHeader(bomb)).toMatchObject({ width: 60_000, height: 60_000 });
});
