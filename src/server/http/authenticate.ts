/** Lets a request on only with the bearer token of a living session, and counts it for its account. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Account } from '../accounts/accounts.ts';
import { addressOf } from './address.ts';
import type { Deps, EndpointEnv } from './endpoint-env.ts';
import { HttpError } from './http-error.ts';

/** @param first what is asked before the body is read; it throws for whoever it shall not be read from */
export function authenticate(
  deps: Pick<Deps, 'accounts' | 'limits' | 'isProxy'>,
  first?: (c: Context<EndpointEnv>, account: Account) => Promise<void>,
): MiddlewareHandler<EndpointEnv> {
  return async (c, next) => {
    const { account, token } = await signedIn(deps, bearerToken(c), () => addressOf(c, deps.isProxy));
    await first?.(c, account);
    // The rest of a body may be long in coming, and the session over by then.
    if (WRITING.has(c.req.method)) {
      await c.req.arrayBuffer();
      if (!(await deps.accounts.whoIs(token))) throw new HttpError('unauthorised');
    }
    c.set('account', account);
    c.set('token', token);
    await next();
  };
}

const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE']);

/**
 * Whose request it is that has this token; counted for them. Throws `unauthorised`, or `too_many`.
 * @param address where it came from: who comes with a wrong token is counted by that
 */
export async function signedIn(
  { accounts, limits }: Pick<Deps, 'accounts' | 'limits'>,
  token: string | null,
  address: () => string,
): Promise<{ account: Account; token: string }> {
  const account = token === null ? null : await accounts.whoIs(token);
  if (token === null || !account) {
    limits.strangers.take(address());
    throw new HttpError('unauthorised');
  }
  limits.requests.take(account.id);
  return { account, token };
}

export function bearerToken(c: Context): string | null {
  return tokenIn(c.req.header('authorization'));
}

/** @param header Authorization, as it came */
export function tokenIn(header: string | undefined): string | null {
  return /^Bearer (\S{1,512})$/i.exec(header ?? '')?.[1] ?? null;
}
