/**
 * Headers that nearly every answer has. They are set on Node's own answer: through Hono they go
 * through `Headers` of undici, which checks each name and value anew and takes a fifth of a page's time.
 */
import type { Context } from 'hono';
import type { EndpointEnv } from './endpoint-env.ts';

/** A route that sets the same header by `c.header` or with its body replaces it. */
export function setHeader(c: Context<EndpointEnv>, name: string, value: string): void {
  const { outgoing } = c.env;
  // Without a connection (app.request in tests, an upgrade to a socket) there is only Hono's.
  if (outgoing && 'setHeader' in outgoing) outgoing.setHeader(name, value);
  else c.header(name, value);
}
