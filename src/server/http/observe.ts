/**
 * Notes every answered request for the log and the metrics. It listens to Node's own answer instead of
 * looking at ours: touching that costs a third of the throughput (hygiene.ts).
 */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Deps, EndpointEnv } from './endpoint-env.ts';

export function observe({ log, metrics }: Pick<Deps, 'log' | 'metrics'>): MiddlewareHandler<EndpointEnv> {
  return async (c, next) => {
    const { outgoing } = c.env;
    if (outgoing) {
      const begun = performance.now();
      const route = routeOf(c);
      outgoing.once('close', () => {
        const entry = {
          requestId: c.get('requestId'),
          method: c.req.method,
          route,
          status: outgoing.statusCode,
          ms: performance.now() - begun,
          account: c.var.account?.id ?? null,
          aborted: !outgoing.writableFinished,
        };
        log.request(entry);
        metrics.request(entry);
      });
    }
    await next();
  };
}

/** The pattern that answers; addresses that have none are one, so that nobody can fill the memory with them. */
function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path ?? 'none';
}
