/** Tokens for tools through the handlers of our pages: made, listed, used and ended at a real endpoint. */
import { expect, onTestFinished, test } from 'vitest';
import { openEndpoint, request } from '../server/class.ts';
import { openBackground, page } from './open-background.ts';

test('a token is made, listed without its text, and opens what tools ask for until it is ended', async () => {
  const endpoint = await openEndpoint();
  const { url } = endpoint;
  const { device, fromPages } = openBackground();
  onTestFinished(async () => {
    device.syncer.stop();
    await endpoint.dispose();
  });
  expect(await fromPages['token.list']({}, page)).toEqual({ ok: false, code: 'signed-out' });
  await fromPages['account.guest']({ endpoint: url, name: 'Ann' }, page);
  const made = await fromPages['token.make']({ name: 'Obsidian' }, page);
  if (!made.ok) throw new Error(made.code);
  expect(await fromPages['token.list']({}, page)).toEqual({ ok: true, tokens: [made.entry] });
  const ask = () => request(url, 'GET', '/api/profile', undefined, made.token);
  expect((await ask()).status).toBe(200);
  expect(await fromPages['token.end']({ token: made.entry.id }, page)).toEqual({ ok: true });
  expect((await ask()).status).toBe(401);
  expect(await fromPages['token.list']({}, page)).toEqual({ ok: true, tokens: [] });
});
