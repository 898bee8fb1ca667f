/** Whose address counts: a proxy is believed, everybody else is who they are. */
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { addressOf, proxiesIn } from '../../src/server/http/address.ts';

test('this machine and the proxies named are believed, also as IPv4 in IPv6', () => {
  const isProxy = proxiesIn(['172.16.0.0/12', '10.1.2.3', 'fd00::/8']);
  const known = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '172.18.0.1', '::ffff:172.18.0.1', '10.1.2.3', 'fd12::7'];
  expect(known.filter((address) => !isProxy(address))).toEqual([]);
  const strangers = ['172.32.0.1', '10.1.2.4', '8.8.8.8', '::ffff:8.8.8.8', '2001:db8::1', 'none', 'unknown'];
  expect(strangers.filter((address) => isProxy(address))).toEqual([]);
});

/** What a connection counts as, that says of itself to be forwarded from another address. */
async function keyOf(remoteAddress: string, forwarded?: string): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(addressOf(c, proxiesIn(['192.0.2.9']))));
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })).text();
}

test('only what a proxy of ours added itself is believed, and only the address of it', async () => {
  expect(await keyOf('203.0.113.5', '198.51.100.1')).toBe('203.0.113.5');
  expect(await keyOf('192.0.2.9', '198.51.100.1, 203.0.113.5')).toBe('203.0.113.5');
  expect(await keyOf('127.0.0.1', ' ')).toBe('127.0.0.1');
  expect(await keyOf('127.0.0.1', '203.0.113.5:4711')).toBe('203.0.113.5');
  expect(await keyOf('127.0.0.1', '[2001:db8:1:2::3]:4711')).toBe('2001:db8:1:2');
});

test('a network of 64 bits is one address, however its zeros are written', async () => {
  const zeros = ['2001:db8::1', '2001:db8::2:1', '2001:db8::a:b:c:d', '2001:db8:0:0:a::', '2001:0DB8:0000::1'];
  for (const address of zeros) expect(await keyOf(address)).toBe('2001:db8:0:0');
  expect(await keyOf('2001:db8:0:1::a')).toBe('2001:db8:0:1');
  expect(await keyOf('2001:db8::1:a:b:c:d')).toBe('2001:db8:0:1');
  expect(await keyOf('::ffff:203.0.113.5')).toBe('::ffff:203.0.113.5');
});
