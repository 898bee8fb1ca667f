import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digest } from '../../../src/core/document/digest.ts';
import { fc } from '../../laws.ts';

test('is the beginning of what Node’s own SHA-256 gives, for any text and length', () => {
  const real = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
  for (let length = 0; length <= 130; length++) expect(digest('x'.repeat(length))).toBe(real('x'.repeat(length)));
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => digest(text) === real(text)));
});
