/**
 * Passkeys in the built extension: a real Chromium signs for the endpoint's name from a page of the
 * extension, by a virtual authenticator (CDP WebAuthn), and a real endpoint process checks it.
 */
import type { CDPSession, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { askBackground } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { until } from './harness/wait.ts';

let endpoint: Endpoint;
let learner: Learner;
beforeAll(async () => {
  const PORT = String(await freePort());
  endpoint = await startEndpoint({ PORT, PUBLIC_URL: `http://localhost:${PORT}` });
  learner = await startLearner();
});
afterAll(async () => {
  await learner.close();
  await endpoint.remove();
});

async function withAuthenticator(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.createCDPSession();
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

const press = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
const says = (page: Page, words: string) =>
  until(words, () => page.evaluate((text) => document.body.innerText.includes(text), words));

test('a guest makes one in the library, signs out, and is back by it in all groups', async () => {
  const page = await learner.extensionPage('src/library/index.html#settings');
  const { cdp, id } = await withAuthenticator(page);
  expect(await askBackground(page, 'account.guest', { endpoint: endpoint.url, name: 'Ada' })).toEqual({ ok: true });
  const { group } = await askBackground(page, 'group.create', { name: 'Kept' });
  await askBackground(page, 'sync.now', {});
  await says(page, 'Passkeys');
  // The first steps open by themselves, and a page that is behind another one may ask for nothing.
  await page.bringToFront();
  await press(page, 'Add a passkey');
  await says(page, 'Made with');
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: id });
  expect(credentials).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }]);
  // The same device makes no second one.
  await press(page, 'Add a passkey');
  await says(page, 'has a passkey of your account already');

  expect(await askBackground(page, 'account.signOut', { discard: true })).toEqual({ ok: true });
  await says(page, 'You are not signed in');
  await page.locator('::-p-aria([name="Sign in"][role="radio"])').click();
  await page.locator('::-p-aria([name="Endpoint address"][role="textbox"])').fill(endpoint.url);
  await press(page, 'Sign in with a passkey');
  await says(page, 'Your devices');
  const { me } = await askBackground(page, 'conversation.read', { keys: [] });
  expect(me).toMatchObject({ name: 'Ada', email: null, signedIn: true });
  await until('the group', async () => {
    const { groups } = await askBackground(page, 'conversation.read', { keys: [] });
    return JSON.stringify(groups).includes(String(group));
  });
});

test('without a passkey nobody is in, and it is said in words', async () => {
  const page = await learner.extensionPage('src/library/index.html#settings');
  await askBackground(page, 'account.signOut', { discard: true });
  const { cdp, id } = await withAuthenticator(page);
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId: id });
  await says(page, 'You are not signed in');
  await page.locator('::-p-aria([name="Sign in"][role="radio"])').click();
  await page.locator('::-p-aria([name="Endpoint address"][role="textbox"])').fill(endpoint.url);
  await press(page, 'Sign in with a passkey');
  await says(page, 'No passkey was chosen');
});
