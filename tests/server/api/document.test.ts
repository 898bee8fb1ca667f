/** The interface document: valid by a public validator, complete in both directions, and true. */
import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS, PATHS, changesQuery, sessionQuery } from '../../../src/protocol/sync.ts';
import { createApp } from '../../../src/server/app.ts';
import { openEndpoint, request } from '../class.ts';
import type { TestEndpoint } from '../class.ts';

type Found = {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        security?: unknown[];
        responses: Record<string, unknown>;
        parameters?: { name: string; in: string }[];
      }
    >
  >;
  components: { schemas: Record<string, { properties?: Record<string, unknown>; anyOf?: unknown[] }> };
};

let endpoint: TestEndpoint;
let document: Found;
beforeAll(async () => {
  endpoint = await openEndpoint();
  document = JSON.parse((await request(endpoint.url, 'GET', '/openapi.json')).text) as Found;
});
afterAll(() => endpoint.dispose());

test('it is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect([valid, document.openapi]).toEqual([true, '3.1.0']);
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(new Set(ids).size).toBe(ids.length);
  // Every reference leads somewhere.
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);
  expect(refs.length).toBeGreaterThan(30);
  for (const ref of refs)
    expect(document.components.schemas).toHaveProperty([ref.replace('#/components/schemas/', '')]);
});

test('every route of the application is in it, and nothing else', () => {
  const registered = createApp(endpoint.deps)
    .routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.toSorted()).toEqual([...new Set(registered)].toSorted());
});

test('what it says of tokens is so', async () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const where = path.replaceAll(/\{\w+\}/g, 'A'.repeat(22));
      const { status } = await request(endpoint.url, method.toUpperCase(), where, method === 'get' ? undefined : {});
      const needsToken = operation.security?.length === 1;
      expect([method, path, status === 401]).toEqual([method, path, needsToken]);
      // Unless it succeeded or was refused for the form, the document names the answer.
      if (status !== 200)
        expect([path, Object.keys(operation.responses)]).toEqual([path, expect.arrayContaining([String(status)])]);
    }
  }
});

test('it names every word that a request for the session or for changes understands', () => {
  const named = (path: string) =>
    document.paths[path]?.['get']?.parameters
      ?.filter((one) => one.in === 'query')
      .map((one) => one.name)
      .toSorted();
  expect(named(PATHS.session)).toEqual(Object.keys(sessionQuery.entries).toSorted());
  expect(named(PATHS.changes.replace(/:(\w+)/, '{$1}'))).toEqual(Object.keys(changesQuery.entries).toSorted());
  expect(Object.keys(document.components.schemas['Changes']?.properties ?? {})).toEqual(
    expect.arrayContaining(['floor', 'resync']),
  );
});

test('shapes have the fields that are really sent', () => {
  const { schemas } = document.components;
  expect(Object.keys(schemas['AnnotationFields']?.properties ?? {})).toEqual([
    'kind',
    'text',
    'tags',
    'target',
    'color',
    'parent',
    'hidden',
    'copyOf',
    'origin',
    'w3c',
  ]);
  expect(schemas['PushRequest']?.properties?.['ops']).toMatchObject({ type: 'array', maxItems: LIMITS.manyOps });
  expect(schemas['OperationResult']?.anyOf ?? (schemas['OperationResult'] as { oneOf?: unknown[] }).oneOf).toHaveLength(
    6,
  );
  expect(JSON.stringify(schemas['Changes'])).toContain('#/components/schemas/');
});

test('the page names every operation and shape, and loads nothing', async () => {
  const { status, text, headers } = await request(endpoint.url, 'GET', '/docs');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  for (const path of Object.keys(document.paths)) expect(text).toContain(`<code>${path}</code>`);
  for (const name of Object.keys(document.components.schemas)) expect(text).toContain(`id="shape-${name}"`);
  for (const [, anchor = ''] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${anchor}"`);
  const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  expect(text).not.toMatch(/<script|src=|style="|href="(?!#|\/openapi)/);
  expect(text).not.toContain('[object');
});
