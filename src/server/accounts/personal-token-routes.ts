/** The routes of personal tokens (protocol/account.ts): made, listed and ended by their owner, who comes with a session. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { madeToken, newToken, tokenList, type TokenEntry } from '../../protocol/account.ts';
import { PATHS } from '../../protocol/sync.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import type { StoredToken } from '../storage/personal-tokens.ts';
import { sessionOf } from './personal-tokens.ts';

export function personalTokenRoutes(deps: Deps): Hono<EndpointEnv> {
  const { tokens, limits, hub } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  app.get(PATHS.tokens, signedIn, async (c) => {
    const found = await tokens.of(c.get('account').id);
    return c.json(v.parse(tokenList, { tokens: found.map(toEntry) }));
  });

  app.post(PATHS.tokens, signedIn, async (c) => {
    const { name } = await readJson(c, newToken);
    const { id } = c.get('account');
    limits.tokensMade.take(id);
    const { token, entry } = await tokens.make(id, name);
    return c.json(v.parse(madeToken, { token, entry: toEntry(entry) }));
  });

  app.delete(PATHS.oneToken, signedIn, async (c) => {
    const { id: account } = c.get('account');
    const token = pathId(c.req.param('token'));
    if (!(await tokens.end(account, token))) throw new HttpError('not_found');
    // What was opened with it hears nothing more.
    hub.signedOut(account, sessionOf(token));
    return c.body(null, 204);
  });

  return app;
}

function toEntry({ id, name, created, used }: StoredToken): TokenEntry {
  const at = (time: number): string => new Date(time).toISOString();
  return { id, name, created: at(created), used: used === null ? null : at(used) };
}
