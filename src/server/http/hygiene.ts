/** What every answer and every failure of the endpoint has, whatever route it came from. */
import { randomUUID } from 'node:crypto';
import type { ErrorHandler, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LIMITS } from '../../protocol/sync.ts';
import { StorageError } from '../storage/storage.ts';
import { answerHeaders, openHeaders, originHeaders } from './answer-headers.ts';
import type { Deps, EndpointEnv } from './endpoint-env.ts';
import { isForTools } from './for-tools.ts';
import { HttpError, toResponse } from './http-error.ts';
import { setHeaders } from './set-headers.ts';

/** Set before the answer is made: touching a finished one costs a third of the throughput. */
export function headers({ publicUrl }: Pick<Deps, 'publicUrl'>): MiddlewareHandler<EndpointEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    setHeaders(c, answerHeaders(requestId, publicUrl()));
    await next();
  };
}

/** Extensions ask from their own origin; no web page may, but what is for tools (for-tools.ts) or has said so before. */
export const crossOrigin: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  if (c.get('isOpen')) return next();
  const isPreflight = c.req.method === 'OPTIONS';
  const allowed = isForTools(c.req.path)
    ? openHeaders(isPreflight)
    : originHeaders(c.req.header('origin'), isPreflight);
  setHeaders(c, allowed);
  return isPreflight ? c.body(null, 204) : next();
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
  return (error, c) => toResponse(c, refusalOf(error, report, c.get('requestId')));
}

/** What a request is refused with that met an error; what nobody expects is reported. */
export function refusalOf(error: unknown, report: Deps['report'], requestId: string): HttpError {
  if (error instanceof HttpError) return error;
  const trouble = storageErrorIn(error);
  if (trouble) return new HttpError(trouble.reason, trouble.reason === 'busy' ? 1 : 30);
  report(error, requestId);
  return new HttpError('internal');
}

/** The account library packs what its database says into errors of its own. */
function storageErrorIn(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error;
  return error instanceof Error && error.cause !== undefined ? storageErrorIn(error.cause) : null;
}
