/** Passkeys through the handlers of our pages: an endpoint gets an answer for its own name and no other. */
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { openEndpoint } from '../server/class.ts';
import { openBackground, page } from './open-background.ts';

/** What is asked of a page that signs: before there is a session, and with one. */
async function askedBy(endpoint: string) {
  const { device, fromPages } = openBackground();
  onTestFinished(() => device.syncer.stop());
  const challenge = await fromPages['passkey.challenge']({ endpoint }, page);
  await fromPages['account.guest']({ endpoint, name: 'Ann' }, page);
  return [challenge, await fromPages['passkey.options']({}, page)];
}

async function endpointNamed(publicUrl: string, port = 0): Promise<string> {
  const endpoint = await openEndpoint({}, { publicUrl, port });
  onTestFinished(() => endpoint.dispose());
  return endpoint.url;
}

test('its own name is taken', async () => {
  const port = await freePort();
  const named = `http://localhost:${port}`;
  await endpointNamed(named, port);
  expect(await askedBy(named)).toMatchObject([
    { ok: true, rpId: 'localhost' },
    { ok: true, rpId: 'localhost' },
  ]);
});

test.each(['http://127.0.0.1:1', 'http://notes.example.org'])(
  'an endpoint at %s is not even asked: what is signed there could be read on its way, or belongs to no name',
  async (endpoint) => {
    const { device, fromPages } = openBackground();
    onTestFinished(() => device.syncer.stop());
    expect(await fromPages['passkey.challenge']({ endpoint }, page)).toEqual({ ok: false, code: 'no_passkeys' });
  },
);

test.each(['https://notes.example.org', 'https://host', 'https://sub.localhost'])(
  'the name of %s is not, since whoever hands its questions on could sign in there',
  async (other) => {
    const port = new URL(await endpointNamed(other)).port;
    const refused = { ok: false, code: 'passkey-elsewhere' };
    expect(await askedBy(`http://localhost:${port}`)).toEqual([refused, refused]);
  },
);
