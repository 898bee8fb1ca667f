/** Whose tool asks: by a personal token, on the surfaces for tools of others. Sessions' tokens are for authenticate.ts. */
import type { Context } from 'hono';
import type { Bearer } from '../accounts/personal-tokens.ts';
import { addressOf } from './address.ts';
import { bearerToken } from './authenticate.ts';
import type { Deps, EndpointEnv } from './endpoint-env.ts';
import { HttpError } from './http-error.ts';

/** The account that a request's `Authorization: Bearer` acts for; null without one. Throws `unauthorised`, or `too_many`. */
export async function personalBearer(
  { tokens, limits, isProxy }: Pick<Deps, 'tokens' | 'limits' | 'isProxy'>,
  c: Context<EndpointEnv>,
): Promise<Bearer | null> {
  if (c.req.header('authorization') === undefined) return null;
  const token = bearerToken(c);
  const bearer = token === null ? null : await tokens.bearer(token);
  if (!bearer) {
    limits.strangers.take(addressOf(c, isProxy));
    throw wrongToken();
  }
  limits.requests.take(bearer.account.id);
  c.set('account', bearer.account);
  return bearer;
}

export function wrongToken(): HttpError {
  return new HttpError(
    'unauthorised',
    null,
    'This access token is wrong, or was ended. Make another one in the settings.',
  );
}
