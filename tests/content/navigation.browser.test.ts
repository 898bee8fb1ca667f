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

test('a page that went on and could not show itself has gone on all the same', async () => {
  const home = location.href;
  let moved = 0;
  watchNavigation(window, () => moved++);
  const { navigation } = window as unknown as {
    navigation: EventTarget & { navigate(url: string): { finished: Promise<unknown> } };
  };
  const fail = (event: Event & { intercept?(options: object): void }): void =>
    event.intercept?.({ handler: () => Promise.reject(new Error('offline')) });
  navigation.addEventListener('navigate', fail, { once: true });
  await expect(navigation.navigate('/elsewhere').finished).rejects.toThrow('offline');
  expect([location.pathname, moved]).toEqual(['/elsewhere', 1]);
  history.replaceState(null, '', home);
});
