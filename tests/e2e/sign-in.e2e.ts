/**
 * Passkeys and single sign-on in the built extension: a real Chromium signs for the endpoint's name from a page of the
 * extension, by a virtual authenticator (CDP WebAuthn), and a real endpoint process checks it.
 */
import type { CDPSession, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { startSchool, type School } from '../server/identity-provider.ts';
import { askBackground } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { until } from './harness/wait.ts';

let school: School;
let endpoint: Endpoint;
/** Its own: passkeys are bound to it. */
let address: string;
let learner: Learner;
beforeAll(async () => {
  const PORT = String(await freePort());
  address = `http://localhost:${PORT}`;
  school = await startSchool();
  school.claims = { sub: 'ada', name: 'Ada at school' };
  endpoint = await startEndpoint({
    PORT,
    PUBLIC_URL: address,
    OIDC_ISSUER: school.issuer,
    OIDC_CLIENT_ID: 'commonplace',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_NAME: 'The School',
  });
  learner = await startLearner();
});
afterAll(async () => {
  await learner.close();
  await endpoint.remove();
  await school.stop();
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

const labelled = (page: Page, name: string, role: string) =>
  page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
const press = (page: Page, name: string) => labelled(page, name, 'button').click();
const says = (page: Page, words: string) =>
  until(words, () => page.evaluate((text) => document.body.innerText.includes(text), words));

test('a guest makes one in the library, signs out, and is back by it in all groups', async () => {
  const page = await learner.extensionPage('src/library/index.html#settings');
  const { cdp, id } = await withAuthenticator(page);
  expect(await askBackground(page, 'account.guest', { endpoint: address, name: 'Ada' })).toEqual({ ok: true });
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
  await labelled(page, 'Sign in', 'radio').click();
  await labelled(page, 'Endpoint address', 'textbox').fill(address);
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
  await labelled(page, 'Sign in', 'radio').click();
  await labelled(page, 'Endpoint address', 'textbox').fill(address);
  await press(page, 'Sign in with a passkey');
  await says(page, 'No passkey was chosen');
});

test('who presses the button of their school comes back with a code, and is signed in by it', async () => {
  const page = await learner.extensionPage('src/library/index.html#settings');
  await page.bringToFront();
  await labelled(page, 'Endpoint address', 'textbox').fill(endpoint.url);
  await page.keyboard.press('Tab');
  const opened = page.browser().waitForTarget((target) => target.url().includes('/oidc/callback'));
  await labelled(page, 'Sign in with The School', 'link').click();
  const tab = await (await opened).asPage();
  const { value: code } = await until('the code', () =>
    tab.evaluate(() => document.querySelector('code')?.textContent),
  );
  // The tab ends on the endpoint's page, and keeps nothing that could be used again.
  expect(await tab.evaluate(() => [document.cookie, document.scripts.length])).toEqual(['', 0]);
  expect(await page.browser().cookies()).toEqual([]);

  await page.bringToFront();
  await labelled(page, 'Code', 'textbox').fill(code);
  await press(page, 'Sign in');
  await says(page, 'Your devices');
  const { me } = await askBackground(page, 'conversation.read', { keys: [] });
  expect(me).toMatchObject({ name: 'Ada at school', email: null, signedIn: true });
});
