/** Toasts go by themselves, wait while they are held, and undo once. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { show } from './show.tsx';
import { act } from 'preact/test-utils';
import { Button } from '../../src/ui/button.tsx';
import { Toasts, useToasts } from '../../src/ui/toasts.tsx';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const undo = vi.fn<() => void>();

function Screen({ onUndo = undo }: { onUndo?: () => void }) {
  const { toasts, show, dismiss } = useToasts();
  return (
    <>
      <Button onClick={() => show('Note deleted.', onUndo)}>say</Button>
      <Toasts toasts={toasts} dismiss={dismiss} />
    </>
  );
}

const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms));
const shown = () => document.querySelectorAll('.toast').length;
const press = (words: string) =>
  act(() => [...document.querySelectorAll('button')].find((one) => one.textContent === words)?.click());

test('it is in a live region, and gone after a while', async () => {
  await show(<Screen />);
  await press('say');
  expect(document.querySelector('[role=status] .toast')?.textContent).toContain('Note deleted.');
  await wait(9000);
  expect(shown()).toBe(1);
  await wait(2000);
  expect(shown()).toBe(0);
});

test('it waits while it is pointed at', async () => {
  await show(<Screen />);
  await press('say');
  const toast = document.querySelector('.toast');
  await act(() => void toast?.dispatchEvent(new PointerEvent('pointerenter')));
  await wait(60_000);
  expect(shown()).toBe(1);
  await act(() => void toast?.dispatchEvent(new PointerEvent('pointerleave')));
  await wait(11_000);
  expect(shown()).toBe(0);
});

test('Undo undoes once and takes the toast away', async () => {
  undo.mockClear();
  await show(<Screen />);
  await press('say');
  await press('Undo');
  expect(undo).toHaveBeenCalledOnce();
  expect(shown()).toBe(0);
});

test('never more than three at a time', async () => {
  await show(<Screen />);
  for (let at = 0; at < 6; at += 1) await press('say');
  expect(shown()).toBe(3);
});

test('Ctrl or Cmd and Z undo the last that can be undone, once, and not what is being typed', async () => {
  const onUndo = vi.fn<() => void>();
  await show(<Screen onUndo={onUndo} />);
  const field = document.createElement('textarea');
  document.body.append(field);
  const z = (target: Element, more: KeyboardEventInit) =>
    act(
      () =>
        void target.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', bubbles: true, cancelable: true, ...more })),
    );
  await press('say');
  await z(field, { ctrlKey: true });
  await z(document.body, {});
  await z(document.body, { ctrlKey: true, shiftKey: true });
  expect([onUndo.mock.calls.length, shown()]).toEqual([0, 1]);
  await z(document.body, { metaKey: true });
  await z(document.body, { metaKey: true });
  expect([onUndo.mock.calls.length, shown()]).toEqual([1, 0]);
  field.remove();
});
