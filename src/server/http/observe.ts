/**
 * Notes every answered request for the log and the metrics. It listens to Node's own answer instead of
 * looking at ours: touching that costs a third of the throughput (hygiene.ts).
 */
import type { ServerResponse } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { RequestEntry } from '../log/log.ts';
import type { Deps, EndpointEnv } from './endpoint-env.ts';

/** What is known of a request when its answer is out. */
type Request = Pick<RequestEntry, 'requestId' | 'method' | 'route' | 'account'>;

export function observe(deps: Pick<Deps, 'log' | 'metrics'>): MiddlewareHandler<EndpointEnv> {
  return async (c, next) => {
    const { outgoing } = c.env;
    if (outgoing) {
      const route = routeOf(c);
      noteWhenClosed(deps, outgoing, () => ({
        requestId: c.get('requestId'),
        method: c.req.method,
        route,
        account: c.var.account?.id ?? null,
      }));
    }
    await next();
  };
}

/** To be called when the request has come: from then on is its time. */
export function noteWhenClosed(
  { log, metrics }: Pick<Deps, 'log' | 'metrics'>,
  outgoing: Pick<ServerResponse, 'on' | 'statusCode' | 'writableFinished'>,
  request: () => Request,
): void {
  const begun = performance.now();
  outgoing.on('close', () => {
    const ms = performance.now() - begun;
    const entry = { ...request(), status: outgoing.statusCode, ms, aborted: !outgoing.writableFinished };
    log.request(entry);
    metrics.request(entry);
  });
}

/** The pattern that answers; addresses that have none are one, so that nobody can fill the memory with them. */
function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path ?? 'none';
}
