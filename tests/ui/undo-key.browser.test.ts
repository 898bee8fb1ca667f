/** The keys of undoing are known on every keyboard, by what stands on them or by where they are. */
import { expect, test } from 'vitest';
import { undoKey } from '../../src/ui/undo-key.ts';

const asked = (key: string, code: string, more: KeyboardEventInit = {}) =>
  undoKey(new KeyboardEvent('keydown', { key, code, ctrlKey: true, ...more }));

test('where other letters stand on them they are where a Latin keyboard has them', () => {
  const arabic = 'ئ';
  const russian = 'я';
  for (const key of [arabic, russian]) expect(asked(key, 'KeyZ')).toBe('undo');
  expect(asked('Я', 'KeyZ', { shiftKey: true })).toBe('redo');
  expect(asked('غ', 'KeyY')).toBe('redo');
  expect(asked('ب', 'KeyF')).toBeNull();
});

test('where Latin letters stand on them those are meant', () => {
  expect(asked('w', 'KeyZ')).toBeNull();
  expect(asked('z', 'KeyW')).toBe('undo');
  expect(asked('y', 'KeyZ')).toBe('redo');
});

test('what a browser fills in comes as a key without a name', () => {
  expect(undoKey(new Event('keydown') as KeyboardEvent)).toBeNull();
});
