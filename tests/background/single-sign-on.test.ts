/** Single sign-on through the handlers of our pages, against a real endpoint and a real identity provider. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { Tab, openSchool } from '../server/identity-provider.ts';
import { startEndpoint } from '../sync/device.ts';
import { openBackground, page } from './open-background.ts';

let opened: Awaited<ReturnType<typeof openSchool>>;
beforeAll(async () => {
  opened = await openSchool();
});
afterAll(() => opened.dispose());

function open() {
  const background = openBackground();
  onTestFinished(() => background.device.syncer.stop());
  return background;
}

/** Signs in in a tab, from the address that the extension was told, and copies the code. */
async function codeFor(subject: string, start: string): Promise<string> {
  opened.school.claims = { sub: subject, name: 'Ada at school' };
  const tab = new Tab();
  const shown = await (await tab.signIn(new URL(start).origin)).text();
  return /<code>(.*)<\/code>/.exec(shown)?.[1] ?? '';
}

async function startAt(background: ReturnType<typeof open>): Promise<string> {
  const ways = await background.fromPages['account.signInWays']({ endpoint: `${opened.endpoint.url}/` }, page);
  if (!ways.ok || !ways.singleSignOn) throw new Error('no single sign-on');
  expect(ways.singleSignOn.name).toBe('The School');
  expect(ways.singleSignOn.start).toBe(`${opened.endpoint.url}/account/v1/oidc/start`);
  return ways.singleSignOn.start;
}

test('what was written before goes to the account, and is there on the next device', async () => {
  const endpoint = opened.endpoint.url;
  const [first, second] = [open(), open()];
  await first.write('before');
  for (const device of [first, second]) {
    const code = await codeFor('ada', await startAt(device));
    expect(await device.fromPages['account.signInByCode']({ endpoint, code, takeAlong: false }, page)).toEqual({
      ok: true,
    });
  }
  expect(await second.device.texts()).toEqual(['before']);
  expect((await second.device.conversation()).me).toMatchObject({ name: 'Ada at school', signedIn: true });
});

test('a guest goes over with private notes, and only when they say so', async () => {
  const endpoint = opened.endpoint.url;
  const guest = open();
  await guest.fromPages['account.guest']({ endpoint, name: 'Ben' }, page);
  await guest.write('of the guest');
  const code = await codeFor('ben', await startAt(guest));
  const enter = (takeAlong: boolean) => guest.fromPages['account.signInByCode']({ endpoint, code, takeAlong }, page);
  expect(await enter(false)).toEqual({ ok: false, code: 'signed-in' });
  expect(await enter(true)).toEqual({ ok: true });
  expect((await guest.device.conversation()).me.name).toBe('Ada at school');
  expect(await guest.device.texts()).toEqual(['of the guest']);
});

test('an endpoint without a school offers none, and what is no endpoint says so', async () => {
  const plain = await startEndpoint();
  onTestFinished(() => plain.dispose());
  const { fromPages } = open();
  expect(await fromPages['account.signInWays']({ endpoint: plain.url }, page)).toEqual({
    ok: true,
    singleSignOn: null,
  });
  expect(await fromPages['account.signInWays']({ endpoint: opened.school.issuer }, page)).toEqual({
    ok: false,
    code: 'not-endpoint',
  });
});

test.each([
  'javascript:alert(document.domain)',
  'data:text/html,hello',
  '/account/v1/oidc/start',
  'chrome-extension://x/',
])('an endpoint that would open %s is none', async (start) => {
  const body = JSON.stringify({ singleSignOn: { name: 'The School', start } });
  const port = await freePort();
  const hostile = createServer((_request, answer) => answer.end(body)).listen(port, '127.0.0.1');
  await once(hostile, 'listening');
  onTestFinished(() => void hostile.close());
  const ways = open().fromPages['account.signInWays']({ endpoint: `http://127.0.0.1:${port}` }, page);
  expect(await ways).toEqual({ ok: false, code: 'not-endpoint' });
});
