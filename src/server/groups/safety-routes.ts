/** The routes for notes that harm (protocol/safety.ts): report, hide, show again, and what hosts have to look at. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { hideRequest, reportAnswer, reportList, reportRequest } from '../../protocol/safety.ts';
import { PATHS } from '../../protocol/sync.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import { hideNote, showNote, type Meant } from './hide.ts';
import { dismissReports, listReports, reportNote } from './reports.ts';

export function safetyRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, hub, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  app.put(PATHS.report, signedIn, async (c) => {
    const { reason } = await readJson(c, reportRequest);
    const hosts = await reportNote(storage, c.get('account'), { ...noteOf(c.req.param()), reason }, now());
    return c.json(v.parse(reportAnswer, { hosts }));
  });

  app.delete(PATHS.report, signedIn, async (c) => {
    hub.announce(await dismissReports(storage, c.get('account'), noteOf(c.req.param()), now()));
    return c.body(null, 204);
  });

  app.get(PATHS.reports, signedIn, async (c) =>
    c.json(v.parse(reportList, await listReports(storage, c.get('account'), pathId(c.req.param('id'))))),
  );

  app.put(PATHS.hidden, signedIn, async (c) => {
    const { reason } = await readJson(c, hideRequest);
    hub.announce(await hideNote(storage, c.get('account'), { ...noteOf(c.req.param()), reason }, now()));
    return c.body(null, 204);
  });

  app.delete(PATHS.hidden, signedIn, async (c) => {
    hub.announce(await showNote(storage, c.get('account'), noteOf(c.req.param()), now()));
    return c.body(null, 204);
  });

  return app;
}

function noteOf({ id, note }: { id: string; note: string }): Meant {
  return { group: pathId(id), note: pathId(note) };
}
