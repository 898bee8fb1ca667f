/** Lets a request on only with the bearer token of a living session, and counts it for its account. */
import type { Context, MiddlewareHandler } from 'hono';
import { addressOf } from './address.ts';
import type { Deps, EndpointEnv } from './endpoint-env.ts';
import { HttpError } from './http-error.ts';

export function authenticate({
  accounts,
  limits,
  isProxy,
}: Pick<Deps, 'accounts' | 'limits' | 'isProxy'>): MiddlewareHandler<EndpointEnv> {
  return async (c, next) => {
    const token = bearerToken(c);
    const account = token === null ? null : await accounts.whoIs(token);
    if (token === null || !account) {
      limits.strangers.take(addressOf(c, isProxy));
      throw new HttpError('unauthorised');
    }
    limits.requests.take(account.id);
    // The rest of a body may be long in coming, and the session over by then.
    if (WRITING.has(c.req.method)) {
      await c.req.arrayBuffer();
      if (!(await accounts.whoIs(token))) throw new HttpError('unauthorised');
    }
    c.set('account', account);
    c.set('token', token);
    await next();
  };
}

const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE']);

export function bearerToken(c: Context): string | null {
  return /^Bearer (\S{1,512})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
}
