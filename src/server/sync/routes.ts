/** The routes of sync (protocol/sync.ts): session, push, pull. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { PATHS, changesQuery, pushRequest, sessionInfo, sessionQuery } from '../../protocol/sync.ts';
import { SPOKEN, agree } from '../../protocol/versions.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import { readChanges } from './changes.ts';
import { takePush } from './take-push.ts';

/** What operations may be about here, and what else is taken. */
const KINDS = ['annotation', 'group', 'reaction', 'image'];
const JSON_TYPE = { 'Content-Type': 'application/json' };

export function syncRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, speaks = SPOKEN } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  app.get(PATHS.session, signedIn, async (c) => {
    const query = v.safeParse(sessionQuery, c.req.query());
    if (!query.success) throw new HttpError('bad_request');
    const agreed = agree(query.output.speaks, speaks);
    if (!agreed.ok) throw new HttpError(agreed.behind === 'client' ? 'upgrade_needed' : 'endpoint_outdated');
    const user = c.get('account');
    const places = await storage.places(user.id);
    const groups = places.map(({ group: id, personal, role, head }) => ({ id, personal, role, head }));
    const protocol = agreed.version;
    return c.json(v.parse(sessionInfo, { protocol, speaks, epoch: await storage.epoch(), user, kinds: KINDS, groups }));
  });

  app.post(PATHS.push, signedIn, async (c) => {
    const account = c.get('account');
    const request = await readJson(c, pushRequest);
    const { answer } = await takePush(deps, account, request);
    return c.body(answer, 200, JSON_TYPE);
  });

  app.get(PATHS.changes, signedIn, async (c) => {
    const query = v.safeParse(changesQuery, c.req.query());
    if (!query.success) throw new HttpError('bad_request');
    const { head, rows, tail } = await readChanges(storage, c.get('account'), pathId(c.req.param('id')), query.output);
    return c.body(`${head}${rows}${tail}`, 200, JSON_TYPE);
  });

  return app;
}
