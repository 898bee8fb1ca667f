import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../src/core/base64.ts';

test('it writes and reads what Node does, of every length', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length * 101) % 256);
    const text = Buffer.from(bytes).toString('base64');
    expect(toBase64(bytes)).toBe(text);
    expect(fromBase64(text)).toEqual(bytes);
  }
});

test('what is none is null', () => {
  for (const text of ['a', 'ab c', 'ab-_', '====', 'YWJj=', 'é===']) expect(fromBase64(text)).toBeNull();
});
