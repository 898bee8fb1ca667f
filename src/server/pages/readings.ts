/** The sample class's readings, served as the plain pages they are when SAMPLE=1. */
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';

const FOLDER = join(import.meta.dirname, '../sample/readings');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'",
} as const;

export function readingRoutes(): Hono<EndpointEnv> {
  const app = new Hono<EndpointEnv>();
  app.get('/readings', (c) => c.redirect('/readings/', 308));
  app.get('/readings/', (c) => serve(c, 'index.html'));
  app.get('/readings/:file', (c) => serve(c, c.req.param('file')));
  return app;
}

async function serve(c: Context, file: string): Promise<Response> {
  // Only a name the folder itself lists is opened: no path leads out of it.
  const type = TYPES[extname(file)];
  if (type === undefined || !(await readdir(FOLDER)).includes(file)) throw new HttpError('not_found');
  return c.body(await readFile(join(FOLDER, file)), 200, { ...HEADERS, 'Content-Type': type });
}
