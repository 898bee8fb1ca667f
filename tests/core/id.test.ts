import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { id, idRanges, newId, timeOfId } from '../../src/core/id.ts';
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

describe('ids by the time they were made', () => {
  const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  const MINUTE = 60_000;

  test('an id tells when it was made', () => {
    fc.assert(fc.property(instant, (now) => timeOfId(newId(now, bytes)) === now));
  });

  test('ranges of texts hold every id of a span, and none from further away than their unit', () => {
    const span = fc.integer({ min: 0, max: 14 * 24 * 60 * MINUTE });
    fc.assert(
      fc.property(
        instant,
        span,
        fc.integer({ min: -2, max: 2 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...given) => {
          const [to, length, away, within] = given;
          const from = Math.max(0, to - length);
          const unit = length > 24 * 60 * MINUTE ? 5 * 60 * MINUTE : 5 * MINUTE;
          const at = Math.round(from + within * (to - from) + away * (to - from + unit));
          if (at < 0 || at >= 2 ** 48) return;
          const made = newId(at, bytes);
          const isIn = idRanges(from, to).some(([first, last]) => first <= made && made <= last);
          expect(isIn).toBe(away === 0);
        },
      ),
    );
  });

  test('two weeks are a handful of ranges', () => {
    expect(idRanges(Date.UTC(2027, 0, 1), Date.UTC(2027, 0, 15)).length).toBeLessThan(16);
    expect(idRanges(Date.UTC(2027, 0, 1), Date.UTC(2027, 0, 2)).length).toBeLessThan(40);
  });
});
