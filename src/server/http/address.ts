/** The address a request came from, as the key of rate limits. It is not logged. */
import { BlockList, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Whether an address is a proxy of ours, whose word on where a request came from is taken. */
export type IsProxy = (address: string) => boolean;

/** @param ranges addresses and networks (`10.0.0.0/8`) beside this machine itself */
export function proxiesIn(ranges: readonly string[]): IsProxy {
  const list = new BlockList();
  for (const range of ['127.0.0.0/8', '::1/128', ...ranges]) {
    const [network = '', bits] = range.split('/');
    const family = isIPv6(network) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

export function addressOf(c: Context, isProxy: IsProxy): string {
  return clientAddress(directAddress(c), c.req.header('x-forwarded-for'), isProxy);
}

/** @param header X-Forwarded-For, as it came */
export function clientAddress(direct: string, header: string | undefined, isProxy: IsProxy): string {
  // A proxy adds the client's address last; anybody else could write anything.
  if (!isProxy(direct)) return network(direct);
  const forwarded = header?.split(',').at(-1)?.trim();
  return forwarded ? network(withoutPort(forwarded)) : direct;
}

/** Of the connection itself. */
export function directAddress(c: Context): string {
  // Without a connection (app.request in tests) there is no address to tell apart.
  return 'incoming' in Object(c.env) ? (getConnInfo(c).remote.address ?? 'unknown') : 'none';
}

/** Whether an address is this machine's own, in any way of writing it. */
export const isLoopback: IsProxy = proxiesIn([]);

/** Some proxies write the port too, which is another one at every connection. */
function withoutPort(address: string): string {
  return address.replace(/^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/, '$1$2');
}

/** One IPv6 subscriber has 2^64 addresses: their network counts as one, however it is written. */
function network(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare) || bare.startsWith('::ffff:')) return address;
  const [before = [], after = []] = new URL(`http://[${bare}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
