/** A reader who came by a link is brought to the passage as soon as it is found, and only while they have not gone elsewhere. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createArrival } from '../../src/annotator/arrival.ts';

function arriving() {
  const placed = new Set<string>();
  const went: string[] = [];
  const arrival = createArrival(document, (id) => {
    if (placed.has(id)) went.push(id);
    return placed.has(id);
  });
  return { placed, went, arrival };
}

test('a passage that is there is gone to at once, and once', () => {
  const { placed, went, arrival } = arriving();
  placed.add('a');
  arrival.expect('a');
  arrival.placed();
  expect(went).toEqual(['a']);
});

test('one that comes late is gone to when it comes, the newest wish alone', () => {
  const { placed, went, arrival } = arriving();
  arrival.expect('a');
  arrival.placed();
  arrival.expect('b');
  for (const id of ['a', 'b']) placed.add(id);
  arrival.placed();
  arrival.placed();
  expect(went).toEqual(['b']);
});

test('who has begun to scroll, press or type is not taken away from there; what a page dispatches is not them', async () => {
  const { placed, went, arrival } = arriving();
  arrival.expect('a');
  document.dispatchEvent(new Event('wheel'));
  placed.add('a');
  arrival.placed();
  expect(went).toEqual(['a']);
  arrival.forget();
  placed.delete('a');
  arrival.expect('a');
  await userEvent.keyboard('{ArrowDown}');
  placed.add('a');
  arrival.placed();
  expect(went).toEqual(['a']);
});
