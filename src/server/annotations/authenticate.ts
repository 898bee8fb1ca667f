/** Lets a request on with the token of a session, or with a personal one: this surface is for tools of others as well. */
import type { MiddlewareHandler } from 'hono';
import { personalBearer } from '../http/personal-bearer.ts';
import { authenticate, bearerToken } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';

export function authenticateTool(
  deps: Pick<Deps, 'accounts' | 'limits' | 'isProxy' | 'tokens'>,
): MiddlewareHandler<EndpointEnv> {
  const bySession = authenticate(deps);
  return async (c, next) => {
    const token = bearerToken(c);
    if (!token?.startsWith('cp_')) return bySession(c, next);
    await personalBearer(deps, c);
    // The rest of a body may be long in coming, and the token ended by then.
    await c.req.arrayBuffer();
    if (!(await deps.tokens.bearer(token))) throw new HttpError('unauthorised');
    return next();
  };
}
