/**
 * Headers that nearly every answer has. They are set on Node's own answer: through Hono they go
 * through `Headers` of undici, which checks each name and value anew and takes a fifth of a page's time.
 */
import type { Context } from 'hono';
import type { EndpointEnv } from './endpoint-env.ts';

/**
 * A route that sets the same header by `c.header` or with its body replaces it.
 * @param list names and values in turn (answer-headers.ts)
 */
export function setHeaders(c: Context<EndpointEnv>, list: readonly string[]): void {
  const { outgoing } = c.env;
  for (let at = 0; at + 1 < list.length; at += 2) {
    const [name = '', value = ''] = [list[at], list[at + 1]];
    // Without a connection (app.request in tests, an upgrade to a socket) there is only Hono's.
    if (outgoing && 'setHeader' in outgoing) outgoing.setHeader(name, value);
    else c.header(name, value);
  }
}
