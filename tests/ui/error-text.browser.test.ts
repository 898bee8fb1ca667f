/** Every code that can reach a screen has words there. */
import '../setup-i18n.ts';
import { expect, test } from 'vitest';
import { ERRORS } from '../../src/protocol/errors.ts';
import { errorText } from '../../src/ui/error-text.ts';

const OWN = ['unreachable', 'not-endpoint', 'waiting'];
/** Answered to tools of others alone, by what no screen of ours asks. */
const FOR_TOOLS = new Set(['method_not_allowed', 'not_acceptable', 'changed_since']);
const OURS = Object.keys(ERRORS).filter((code) => !FOR_TOOLS.has(code));

test.each([...OURS, ...OWN])('%s has words', (code) => {
  expect(errorText(code).length).toBeGreaterThan(20);
  expect(errorText(code)).not.toContain(`(${code})`);
});

test('an unknown code is named', () => {
  expect(errorText('toString')).toContain('toString');
  expect(errorText('')).not.toBe('');
});
