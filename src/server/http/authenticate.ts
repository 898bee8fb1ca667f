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
    c.set('account', account);
    c.set('token', token);
    await next();
  };
}

export function bearerToken(c: Context): string | null {
  return /^Bearer (\S{1,512})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
}
