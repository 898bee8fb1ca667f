/** The address a request came from, as the key of rate limits. It is not logged. */
import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

export function addressOf(c: Context): string {
  const direct = directAddress(c);
  // A proxy on this machine adds the client's address last; anybody else could write anything.
  if (!isLoopback(direct)) return network(direct);
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded ? network(forwarded) : direct;
}

function directAddress(c: Context): string {
  // Without a connection (app.request in tests) there is no address to tell apart.
  return 'incoming' in Object(c.env) ? (getConnInfo(c).remote.address ?? 'unknown') : 'none';
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

/** One IPv6 subscriber has 2^64 addresses: their network counts as one. */
function network(address: string): string {
  return isIPv6(address) && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address;
}
