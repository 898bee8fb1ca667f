/** What the first script makes of what comes back; the browser's part is played here, as it is for words (tests/setup-i18n.ts). */
import { expect, test } from 'vitest';
import '../setup-i18n.ts';

const answering = async (reply: unknown) => {
  const { chrome } = globalThis as unknown as { chrome: { runtime: object } };
  Object.assign(chrome.runtime, { sendMessage: (_: unknown, done: (answer: unknown) => void) => done(reply) });
  const { ask } = await import('../../src/content/ask.ts');
  return ask('page.annotate', {});
};

test('an answer is handed on, and why there is none is said', async () => {
  expect(await answering({ answer: { a: 1 } })).toEqual({ a: 1 });
  await expect(answering({ failed: 'there is no tab' })).rejects.toThrow('page.annotate: there is no tab');
  for (const nothing of [undefined, null, 'answer', { answer: null }, {}])
    await expect(answering(nothing)).rejects.toThrow('page.annotate: no answer');
});
