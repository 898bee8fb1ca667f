/** What every answer and every failure of the endpoint has, whatever route it came from. */
import { randomUUID } from 'node:crypto';
import type { ErrorHandler, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { LIMITS } from '../../protocol/sync.ts';
import { StorageError } from '../storage/storage.ts';
import type { Deps, EndpointEnv } from './endpoint-env.ts';
import { HttpError, toResponse } from './http-error.ts';
import { isExtension } from './origin.ts';

/** JSON is no document: nothing in it may load, frame or run. Pages set their own policy. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
} as const;

const YEAR = 31_536_000;

export function headers({ publicUrl }: Pick<Deps, 'publicUrl'>): MiddlewareHandler<EndpointEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.header(name, value);
    c.header('X-Request-Id', requestId);
    if (publicUrl().startsWith('https:')) c.header('Strict-Transport-Security', `max-age=${YEAR}`);
  };
}

/** Extensions ask from their own origin; no web page may. */
export const crossOrigin = cors({
  origin: (origin) => (isExtension(origin) ? origin : null),
  allowMethods: ['GET', 'POST', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type'],
  exposeHeaders: ['Retry-After', 'X-Request-Id'],
  maxAge: 3600,
});

export const bodySize = bodyLimit({ maxSize: LIMITS.bytes, onError: () => toResponse(new HttpError('too_large')) });

export function onError({ report }: Pick<Deps, 'report'>): ErrorHandler<EndpointEnv> {
  return (error, c) => {
    if (error instanceof HttpError) return toResponse(error);
    if (error instanceof StorageError) return toResponse(new HttpError(error.reason, error.reason === 'busy' ? 1 : 30));
    report(error, c.get('requestId'));
    return toResponse(new HttpError('internal'));
  };
}
