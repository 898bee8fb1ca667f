/** Every code that can reach a screen has words there. */
import '../setup-i18n.ts';
import { expect, test } from 'vitest';
import { ERRORS } from '../../src/protocol/errors.ts';
import { errorText } from '../../src/ui/error-text.ts';

const OWN = ['unreachable', 'not-endpoint', 'waiting'];

test.each([...Object.keys(ERRORS), ...OWN])('%s has words', (code) => {
  expect(errorText(code).length).toBeGreaterThan(20);
  expect(errorText(code)).not.toContain(`(${code})`);
});

test('an unknown code is named', () => {
  expect(errorText('toString')).toContain('toString');
  expect(errorText('')).not.toBe('');
});
