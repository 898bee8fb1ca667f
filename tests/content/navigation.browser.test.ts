/** A page that became another one: what of that the page itself may say, which is nothing. */
import { expect, test } from 'vitest';
import { watchNavigation } from '../../src/content/navigation.ts';

test('events that the page makes itself ask nobody: each would be a question to the background', () => {
  let moved = 0;
  watchNavigation(window, () => moved++);
  const { navigation } = window as { navigation?: EventTarget };
  for (let n = 0; n < 5; n++) {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    dispatchEvent(new PopStateEvent('popstate'));
    dispatchEvent(new HashChangeEvent('hashchange'));
    navigation?.dispatchEvent(new Event('navigatesuccess'));
  }
  expect(moved).toBe(0);
});
