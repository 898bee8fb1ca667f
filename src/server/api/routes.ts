/** GET /openapi.json and GET /docs. What makes them is loaded when somebody first asks: an endpoint that serves needs none of it. */
import { Hono } from 'hono';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { API_PATHS } from './paths.ts';

export function apiRoutes({ publicUrl }: Pick<Deps, 'publicUrl'>): Hono<EndpointEnv> {
  const app = new Hono<EndpointEnv>();
  const load = async () => (await import('./document.ts')).apiDocument(publicUrl());
  let loading: ReturnType<typeof load> | null = null;
  const document = (): ReturnType<typeof load> => (loading ??= load());

  app.get(API_PATHS.document, async (c) => c.json(await document()));
  app.get(API_PATHS.page, async (c) => {
    const { apiPage } = await import('./page.ts');
    const { html, headers } = apiPage(await document());
    return c.html(html, 200, headers);
  });
  return app;
}
