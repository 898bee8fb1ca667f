/** The endpoint as one application: every route, and what holds for all of them. */
import { Hono } from 'hono';
import { PATHS } from '../protocol/sync.ts';
import { annotationHeaders } from './annotations/headers.ts';
import { annotationRoutes } from './annotations/routes.ts';
import { apiRoutes } from './api/routes.ts';
import { ownAccountRoutes } from './accounts/own-account-routes.ts';
import { oidcRoutes } from './accounts/oidc-routes.ts';
import { personalTokenRoutes } from './accounts/personal-token-routes.ts';
import { passkeyRoutes } from './accounts/passkey-routes.ts';
import { accountRoutes } from './accounts/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { safetyRoutes } from './groups/safety-routes.ts';
import { ANNOTATIONS } from './annotations/iris.ts';
import { feedRoutes } from './feeds/routes.ts';
import { addressOf } from './http/address.ts';
import { hypothesisRoutes } from './hypothesis/routes.ts';
import type { Deps, EndpointEnv } from './http/endpoint-env.ts';
import { HttpError } from './http/http-error.ts';
import { bodySize, crossOrigin, headers, onError } from './http/hygiene.ts';
import { observe } from './http/observe.ts';
import { imageRoutes } from './images/routes.ts';
import { mayOpen } from './live/upgrades.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { noteRoutes } from './pages/note-routes.ts';
import { oembedRoutes } from './pages/oembed.ts';
import { readingRoutes } from './pages/readings.ts';
import { pageRoutes } from './pages/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { partRoutes } from './sync/part-routes.ts';
import { syncRoutes } from './sync/routes.ts';

export function createApp(deps: Deps): Hono<EndpointEnv> {
  const app = new Hono<EndpointEnv>();
  app.onError(onError(deps));
  app.notFound(() => {
    throw new HttpError('not_found');
  });
  app.use(observe(deps));
  app.use(headers(deps));
  app.use(`${ANNOTATIONS}*`, annotationHeaders);
  app.use(crossOrigin);
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '*', bodySize);

  app.get(PATHS.health, async (c) => {
    await deps.storage.check();
    return c.json({ status: 'ok' });
  });
  // What comes here is no upgrade, which is answered before (live/upgrades.ts).
  app.get(PATHS.live, (c) => {
    mayOpen(deps, addressOf(c, deps.isProxy), c.req.header('origin'));
    throw new HttpError('bad_request');
  });
  app.route('/', accountRoutes(deps));
  app.route('/', ownAccountRoutes(deps));
  app.route('/', passkeyRoutes(deps));
  app.route('/', personalTokenRoutes(deps));
  app.route('/', oidcRoutes(deps));
  app.route('/', groupRoutes(deps));
  app.route('/', safetyRoutes(deps));
  app.route('/', syncRoutes(deps));
  app.route('/', imageRoutes(deps));
  app.route('/', partRoutes(deps));
  app.route('/', hypothesisRoutes(deps));
  app.route('/', annotationRoutes(deps));
  app.route('/', feedRoutes(deps));
  app.route('/', webhookRoutes(deps));
  app.route('/', pageRoutes(deps));
  app.route('/', oembedRoutes(deps));
  app.route('/', noteRoutes(deps));
  app.route('/', apiRoutes(deps));
  app.route('/', metricsRoutes(deps));
  if (deps.sample) app.route('/', readingRoutes());
  return app;
}
