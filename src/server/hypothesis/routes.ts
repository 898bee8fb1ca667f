/**
 * The API of Hypothesis, version 1, for tools that speak it (ADR 0046): what its directory names, its token grant, and who
 * its user is. What notes and groups are stands beside it; the store, the rules and the live feed are those of sync.
 */
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { addressOf } from '../http/address.ts';
import { HttpError } from '../http/http-error.ts';
import { wrongToken } from '../http/personal-bearer.ts';
import { annotationRoutes } from './annotation-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { TOOL_PATHS, directory, pages } from './paths.ts';
import { profileOf } from './profile.ts';
import { refused } from './query.ts';
import { readerOf } from './reader.ts';

const MEDIA_TYPE = 'application/vnd.hypothesis.v1+json';
const ACCEPTED: ReadonlySet<string> = new Set(['*/*', 'application/*', 'application/json', MEDIA_TYPE]);
/** Seconds after which a client asks for its token again, by which it hears of the end of it. */
const EXPIRES_IN = 3600;

export function hypothesisRoutes(deps: Deps): Hono<EndpointEnv> {
  const { publicUrl, tokens, limits, isProxy } = deps;
  const app = new Hono<EndpointEnv>();
  app.use('/api/*', version);

  app.get(TOOL_PATHS.root, (c) => c.json(directory(publicUrl())));
  app.get(TOOL_PATHS.links, (c) => c.json(pages(publicUrl())));

  app.get(TOOL_PATHS.profile, async (c) => c.json(await profileOf(deps, await readerOf(deps, c))));

  // A personal token is its own grant, and what is granted: it ends when its owner says so, and not before.
  app.post(TOOL_PATHS.token, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const kind = form.get('grant_type');
    const given =
      kind === JWT_BEARER ? form.get('assertion') : kind === 'refresh_token' ? form.get('refresh_token') : null;
    if (given === null) throw refused('grant_type: Send a personal token as the assertion of jwt-bearer.');
    const bearer = await tokens.bearer(given);
    if (!bearer) {
      limits.strangers.take(addressOf(c, isProxy));
      throw wrongToken();
    }
    limits.requests.take(bearer.account.id);
    const scope = 'annotation:read annotation:write';
    return c.json({ access_token: given, refresh_token: given, token_type: 'Bearer', expires_in: EXPIRES_IN, scope });
  });

  app.route('/', annotationRoutes(deps));
  app.route('/', groupRoutes(deps));
  return app;
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Of what a client accepts one must be what there is. */
const version: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  c.header('Hypothesis-Media-Type', MEDIA_TYPE);
  const accepted = (c.req.header('accept') ?? '')
    .split(',')
    .map((one) => one.split(';')[0]?.trim().toLowerCase() ?? '');
  const isLd = c.req.path.endsWith('.jsonld');
  const isRead = accepted.some((one) => one === '' || ACCEPTED.has(one) || (isLd && one === 'application/ld+json'));
  if (!isRead) throw new HttpError('not_acceptable');
  await next();
};
