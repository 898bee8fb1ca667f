/** What the page says before the margin listens is not lost. */
import { expect, test } from 'vitest';
import { type EarlyPort, openEarly } from '../../src/margin/early-port.ts';
import type { ToMargin } from '../../src/protocol/margin-port.ts';

const marks = (hidden: boolean): ToMargin => ({ type: 'marks', hidden });

test('it is opened at once; what came before is told first, in order', async () => {
  let say: ((message: ToMargin) => void) | undefined;
  const end = { send: () => undefined, close: () => undefined, closed: new AbortController().signal };
  const port = openEarly(async (hear) => {
    say = hear;
    return end;
  });
  say?.(marks(true));
  say?.(marks(false));
  const heard: unknown[] = [];
  expect(await port((message) => heard.push(message))).toBe(end);
  say?.({ type: 'pick' });
  expect(heard).toEqual([marks(true), marks(false), { type: 'pick' }]);
});

test('that it cannot be opened is told to who asks for it', async () => {
  const refused: EarlyPort = () => Promise.reject(new Error('there is no page'));
  const port = openEarly(refused);
  await new Promise((later) => setTimeout(later));
  await expect(port(() => undefined)).rejects.toThrow('there is no page');
});
