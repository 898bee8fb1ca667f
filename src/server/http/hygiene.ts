/** What every answer and every failure of the endpoint has, whatever route it came from. */
import { randomUUID } from 'node:crypto';
import type { ErrorHandler, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LIMITS } from '../../protocol/sync.ts';
import { StorageError } from '../storage/storage.ts';
import type { Deps, EndpointEnv } from './endpoint-env.ts';
import { HttpError, toResponse } from './http-error.ts';
import { isExtension } from './origin.ts';
import { setHeader } from './set-header.ts';

/** JSON is no document: nothing in it may load, frame or run. Pages set their own policy. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

const YEAR = 31_536_000;

/** Set before the answer is made: touching a finished one costs a third of the throughput. */
export function headers({ publicUrl }: Pick<Deps, 'publicUrl'>): MiddlewareHandler<EndpointEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    for (const [name, value] of Object.entries(HEADERS)) setHeader(c, name, value);
    setHeader(c, 'X-Request-Id', requestId);
    if (publicUrl().startsWith('https:')) setHeader(c, 'Strict-Transport-Security', `max-age=${YEAR}`);
    await next();
  };
}

/** Extensions ask from their own origin; no web page may. */
export const crossOrigin: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  const origin = c.req.header('origin');
  setHeader(c, 'Vary', 'Origin');
  if (origin === undefined || !isExtension(origin)) {
    if (c.req.method === 'OPTIONS') return c.body(null, 204);
    return next();
  }
  setHeader(c, 'Access-Control-Allow-Origin', origin);
  setHeader(c, 'Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
  if (c.req.method !== 'OPTIONS') return next();
  setHeader(c, 'Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  setHeader(c, 'Access-Control-Allow-Headers', 'Authorization, Content-Type');
  setHeader(c, 'Access-Control-Max-Age', '3600');
  return c.body(null, 204);
};

export const bodySize = bodyLimit({
  maxSize: LIMITS.bytes,
  onError: (c) => {
    // The rest of the body is not read, so the connection ends; a client must not use it again.
    c.header('Connection', 'close');
    return toResponse(c, new HttpError('too_large'));
  },
});

export function onError({ report }: Pick<Deps, 'report'>): ErrorHandler<EndpointEnv> {
  return (error, c) => {
    if (error instanceof HttpError) return toResponse(c, error);
    const trouble = storageErrorIn(error);
    if (trouble) return toResponse(c, new HttpError(trouble.reason, trouble.reason === 'busy' ? 1 : 30));
    report(error, c.get('requestId'));
    return toResponse(c, new HttpError('internal'));
  };
}

/** The account library packs what its database says into errors of its own. */
function storageErrorIn(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error;
  return error instanceof Error && error.cause !== undefined ? storageErrorIn(error.cause) : null;
}
