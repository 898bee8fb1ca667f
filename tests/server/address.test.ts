/** Whose address counts: a proxy is believed, everybody else is who they are. */
import { expect, test } from 'vitest';
import { proxiesIn } from '../../src/server/http/address.ts';

test('this machine and the proxies named are believed, also as IPv4 in IPv6', () => {
  const isProxy = proxiesIn(['172.16.0.0/12', '10.1.2.3', 'fd00::/8']);
  const known = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '172.18.0.1', '::ffff:172.18.0.1', '10.1.2.3', 'fd12::7'];
  expect(known.filter((address) => !isProxy(address))).toEqual([]);
  const strangers = ['172.32.0.1', '10.1.2.4', '8.8.8.8', '::ffff:8.8.8.8', '2001:db8::1', 'none', 'unknown'];
  expect(strangers.filter((address) => isProxy(address))).toEqual([]);
});
