/** Whoever is to come when the reader selects is called again for the next selection, should the first call have failed. */
import { expect, test } from 'vitest';
import { onSelecting } from '../../src/content/selecting.ts';

const told = () => new Promise((done) => document.addEventListener('selectionchange', done, { once: true }));

async function select(from: number, to: number): Promise<void> {
  const changed = told();
  const text = document.body.firstChild!.firstChild!;
  document.getSelection()?.setBaseAndExtent(text, from, text, to);
  await changed;
}

test('each selection is told once, however long it grows', async () => {
  document.body.innerHTML = '<p>Whoever reads in company reads twice.</p>';
  let begun = 0;
  onSelecting(document, () => begun++);
  await select(0, 3);
  await select(0, 7);
  expect(begun).toBe(1);
  await select(5, 5);
  expect(begun).toBe(1);
  await select(8, 13);
  expect(begun).toBe(2);
});

test('who comes late is told whether the mouse is still selecting', () => {
  const isPressed = onSelecting(document, () => undefined);
  const point = (type: string, pointerType: string) =>
    document.body.dispatchEvent(new PointerEvent(type, { pointerType, bubbles: true }));
  expect(isPressed()).toBe(false);
  for (const end of ['pointerup', 'pointercancel']) {
    point('pointerdown', 'mouse');
    expect(isPressed()).toBe(true);
    point(end, 'mouse');
    expect(isPressed()).toBe(false);
  }
  point('pointerdown', 'touch');
  expect(isPressed()).toBe(false);
});
