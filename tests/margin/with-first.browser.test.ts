/** What was read before the page had said what it is answers the first reading, and no other. */
import { expect, test } from 'vitest';
import type { Ports } from '../../src/margin/ports.ts';
import { withFirst } from '../../src/margin/with-first.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import { conversationOf } from '../library/sample.ts';

const KEYS = ['//example.org/reading'];
const FIRST: Conversation = { ...conversationOf([]), partial: true };
const LATER = conversationOf([]);

function background() {
  const asked: string[] = [];
  const call = ((method: string) => {
    asked.push(method);
    return Promise.resolve(method === 'conversation.read' ? LATER : {});
  }) as unknown as Ports['call'];
  return { asked, call };
}

test('it is handed out once', async () => {
  const { asked, call } = background();
  const withIt = withFirst(call, Promise.resolve({ keys: KEYS, conversation: FIRST }));
  await withIt('shortcuts.read', {});
  expect(await withIt('conversation.read', { keys: [...KEYS] })).toBe(FIRST);
  expect(await withIt('conversation.read', { keys: KEYS })).toBe(LATER);
  expect(asked).toEqual(['shortcuts.read', 'conversation.read']);
});

test('another document, the notes of muted people, nothing read and a failure have the background asked', async () => {
  const { asked, call } = background();
  const first = Promise.resolve({ keys: KEYS, conversation: FIRST });
  const asks = (coming: Parameters<typeof withFirst>[1], params: Parameters<Ports['call']>[1]) =>
    withFirst(call, coming)('conversation.read', params as { keys: string[] });
  expect(await asks(first, { keys: ['//example.org/other'] })).toBe(LATER);
  expect(await asks(first, { keys: KEYS, withMuted: true })).toBe(LATER);
  expect(await asks(Promise.resolve(null), { keys: KEYS })).toBe(LATER);
  expect(await asks(Promise.reject(new Error('nobody answered')), { keys: KEYS })).toBe(LATER);
  expect(asked).toHaveLength(4);
});
