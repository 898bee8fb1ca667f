/** The routes of sync (protocol/sync.ts): session, push, pull. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { LIMITS, PATHS, PROTOCOL_VERSION, changesQuery, pushRequest, sessionInfo } from '../../protocol/sync.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { pathId } from '../http/path-id.ts';
import { HttpError } from '../http/http-error.ts';
import { readJson } from '../http/read-json.ts';
import { push } from './push.ts';

/** A page ends before it is longer than this, whatever its number of rows. */
const MAX_PAGE_CHARS = 2_000_000;
const JSON_TYPE = { 'Content-Type': 'application/json' };

export function syncRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, hub, metrics, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  app.get(PATHS.session, signedIn, async (c) => {
    const user = c.get('account');
    const places = await storage.places(user.id);
    const groups = places.map(({ group: id, personal, role, head }) => ({ id, personal, role, head }));
    return c.json(v.parse(sessionInfo, { protocol: PROTOCOL_VERSION, epoch: await storage.epoch(), user, groups }));
  });

  app.post(PATHS.push, signedIn, async (c) => {
    const account = c.get('account');
    const request = await readJson(c, pushRequest);
    const { answer, changes, memberships, verdicts } = await push(storage, account, request, now());
    metrics.pushed(verdicts);
    hub.announce(changes);
    if (memberships) hub.groupsChanged(account.id);
    return c.body(answer, 200, JSON_TYPE);
  });

  app.get(PATHS.changes, signedIn, async (c) => {
    const query = v.safeParse(changesQuery, c.req.query());
    if (!query.success) throw new HttpError('bad_request');
    const page = await storage.page({
      group: pathId(c.req.param('id')),
      reader: c.get('account').id,
      after: query.output.after,
      limit: Math.min(query.output.limit, LIMITS.rows),
      maxChars: MAX_PAGE_CHARS,
    });
    if (!page) throw new HttpError('not_found');
    const { bodies, cursor, more } = page;
    const epoch = JSON.stringify(await storage.epoch());
    return c.body(`{"epoch":${epoch},"rows":[${bodies.join(',')}],"cursor":${cursor},"more":${more}}`, 200, JSON_TYPE);
  });

  return app;
}
