/**
 * GET /metrics, for who runs the endpoint: with METRICS_TOKEN as bearer, or, where none is set, from
 * this machine itself and not through a proxy on it. To everybody else it does not exist.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { directAddress, isLoopback } from '../http/address.ts';
import { bearerToken } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';

export const METRICS_PATH = '/metrics';

export function metricsRoutes({ metrics, metricsToken }: Pick<Deps, 'metrics' | 'metricsToken'>): Hono<EndpointEnv> {
  const app = new Hono<EndpointEnv>();
  app.get(METRICS_PATH, (c) => {
    if (!mayLook(c, metricsToken)) throw new HttpError('not_found');
    return c.body(metrics.text(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
  return app;
}

function mayLook(c: Context, wanted: string | null): boolean {
  if (wanted !== null) return isSame(bearerToken(c) ?? '', wanted);
  const isProxied = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  );
  return isLoopback(directAddress(c)) && !isProxied;
}

/** By hashes of one length: how long it takes says nothing about either. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
