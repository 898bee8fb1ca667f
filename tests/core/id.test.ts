import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { id, newId } from '../../src/core/id.ts';
import { fc } from '../laws.ts';

const bytes = (length: number) => new Uint8Array(randomBytes(length));
const decode = (text: string) => Buffer.from(text, 'base64url');

describe('newId', () => {
  test('is a UUIDv7 of 22 base64url characters that holds the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (now) => {
        const text = newId(now, bytes);
        expect(v.is(id, text)).toBe(true);
        const raw = decode(text);
        expect(raw.length).toBe(16);
        expect(raw.readUIntBE(0, 6)).toBe(now);
        expect(raw[6]! >> 4).toBe(7);
        expect(raw[8]! >> 6).toBe(2);
      }),
    );
  });

  test('ids of one millisecond differ', () => {
    const many = new Set(Array.from({ length: 10_000 }, () => newId(1_800_000_000_000, bytes)));
    expect(many.size).toBe(10_000);
  });

  test('refuses other forms', () => {
    for (const wrong of ['', 'a', 'x'.repeat(23), `${'x'.repeat(21)}=`, `${'x'.repeat(21)}/`])
      expect(v.is(id, wrong)).toBe(false);
  });
});
