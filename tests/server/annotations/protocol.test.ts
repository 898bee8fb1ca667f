/** The W3C Web Annotation Protocol against the real endpoint: what its text demands, without the working group's material. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urnOf } from '../../../src/core/export/iri.ts';
import type { Id } from '../../../src/core/id.ts';
import { Learner, fields, freshId, openEndpoint, putOp, roomyLimits } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { annotation, ask, containerOf, CONTEXT, JSON_LD, LDP, OA, prefer, type Json, type Reply } from './class.ts';

const NOTES = 93;

let endpoint: TestEndpoint;
let ann: Learner;
let group: Id;
let container: string;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  ann = await Learner.guest(endpoint.url, 'Ann');
  group = await ann.makeGroup('Tides & margins');
  container = containerOf(endpoint.url, group);
  await ann.push(...Array.from({ length: NOTES }, (_, at) => putOp(group, freshId(), fields({ text: `note ${at}` }))));
});
afterAll(() => endpoint.dispose());

const get = (iri: string, headers: Record<string, string> = {}): Promise<Reply> => ask(ann, 'GET', iri, { headers });
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(ann, 'POST', container, { body, headers });

function demandContainer({ headers }: Reply): void {
  expect(headers.get('link')).toContain(`<${LDP}BasicContainer>; rel="type"`);
  expect(headers.get('link')).toContain(`<http://www.w3.org/TR/annotation-protocol/>; rel="${LDP}constrainedBy"`);
}

describe('container (§4)', () => {
  test('GET and HEAD describe it, OPTIONS says what can be done, and refusals say what it is too', async () => {
    const [read, head, options, refused] = [
      await get(container),
      await ask(ann, 'HEAD', container),
      await ask(null, 'OPTIONS', container, { headers: { origin: 'https://client.example' } }),
      await ask(null, 'GET', container),
    ];
    for (const reply of [read, head, options, refused]) demandContainer(reply);
    expect([read.status, head.status, options.status, refused.status]).toEqual([200, 200, 200, 401]);
    expect(read.headers.get('content-type')).toBe(JSON_LD);
    expect(read.headers.get('etag')).toMatch(/^"[\w-]+"$/);
    expect(head.headers.get('etag')).toBe(read.headers.get('etag'));
    for (const reply of [read, head, options]) {
      expect(reply.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
      expect(reply.headers.get('accept-post')).toContain('application/ld+json');
    }
    expect(read.headers.get('vary')).toContain('Accept, Prefer');
    expect(read.headers.get('content-location')).toBe(read.json['id']);
  });

  test('it is a collection with a first page in it, where nothing else is preferred', async () => {
    const { json } = await get(container);
    expect(json['@context']).toEqual([CONTEXT, 'http://www.w3.org/ns/ldp.jsonld']);
    expect(json).toMatchObject({
      type: ['BasicContainer', 'AnnotationCollection'],
      label: 'Tides & margins',
      total: NOTES,
    });
    expect(json['modified']).toMatch(/Z$/);
    expect(json['first']).toMatchObject({ type: 'AnnotationPage', startIndex: 0 });
    expect(json['first']).not.toHaveProperty('@context');
    expect(json['first'].items[0]).toMatchObject({ type: 'Annotation' });
  });

  test('preferences', async () => {
    const minimal = await ask(ann, 'GET', container, prefer(`${LDP}PreferMinimalContainer`));
    expect(minimal.json['first']).toEqual(expect.any(String));
    expect(minimal.json).not.toHaveProperty('contains');
    const iris = await ask(ann, 'GET', container, prefer(`${OA}PreferContainedIRIs`));
    expect(iris.json['first'].items.every((one: unknown) => typeof one === 'string')).toBe(true);
    const whole = await ask(ann, 'GET', container, prefer(`${OA}PreferContainedDescriptions`));
    expect(whole.json['first'].items.every((one: Json) => one['target'] !== undefined)).toBe(true);
    const both = await ask(ann, 'GET', container, prefer(`${LDP}PreferMinimalContainer`, `${OA}PreferContainedIRIs`));
    expect(both.json['first']).toMatch(/iris=1&page=0$/);
  });

  test.each([0, 1])('its pages have everything once, in one order (iris=%i)', async (iris) => {
    const seen: string[] = [];
    let [next, before]: [string | undefined, string | undefined] = [`${container}?iris=${iris}&page=0`, undefined];
    while (next !== undefined) {
      const { json, status } = await get(next);
      expect([status, json['type'], json['id']]).toEqual([200, 'AnnotationPage', next]);
      expect(json['partOf']).toMatchObject({ type: 'AnnotationCollection', total: NOTES });
      expect([json['startIndex'], json['prev']]).toEqual([seen.length, before]);
      expect(json['items'].length).toBeGreaterThan(0);
      seen.push(...json['items'].map((one: Json | string) => (typeof one === 'string' ? one : one['id'])));
      [before, next] = [next, json['next']];
    }
    expect(seen).toHaveLength(NOTES);
    expect(new Set(seen).size).toBe(NOTES);
    expect((await get(container)).json['last']).toMatch(/page=2$/);
  });

  test('an empty one has no page, and no page can be asked for', async () => {
    const empty = containerOf(endpoint.url, await ann.makeGroup());
    const { json } = await get(empty);
    expect(json['total']).toBe(0);
    expect(json).not.toHaveProperty('first');
    expect((await get(`${empty}?page=0`)).status).toBe(404);
  });

  test('what cannot be: a page that is written to, another media type, no JSON, no annotation', async () => {
    expect((await ask(ann, 'POST', `${container}?page=0`, { body: annotation() })).status).toBe(405);
    expect((await get(container, { accept: 'image/png' })).status).toBe(406);
    expect((await get(container, { accept: 'text/html, application/ld+json;q=0' })).status).toBe(406);
    expect((await get(container, { accept: '*/*' })).headers.get('content-type')).toBe(JSON_LD);
    expect((await post('{not json')).status).toBe(400);
    expect((await post(annotation(), { 'content-type': 'text/turtle' })).status).toBe(415);
    const refused = await post({ hello: 1 });
    demandContainer(refused);
    expect([refused.status, refused.json['error'].message]).toEqual([422, 'type: it is no Annotation.']);
  });
});

describe('annotation (§3 and §5)', () => {
  test('POST: 201 with its IRI, which the endpoint gives, and what it was called elsewhere', async () => {
    const sent = annotation({ id: 'https://old.example/1', canonical: 'urn:x:1' });
    const { status, headers, json } = await post(sent);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(json['id']);
    expect(json['id'].startsWith(container)).toBe(true);
    expect(json['id'].slice(container.length)).toMatch(/^[\w-]+$/);
    expect(json).toMatchObject({ canonical: 'urn:x:1', via: 'https://old.example/1', body: sent['body'] });
  });

  test('GET, HEAD and OPTIONS', async () => {
    const { json } = await post(annotation());
    const [read, head, options] = [
      await get(json['id'], { origin: 'https://client.example' }),
      await ask(ann, 'HEAD', json['id']),
      await ask(null, 'OPTIONS', json['id']),
    ];
    expect([read.status, head.status, options.status]).toEqual([200, 200, 200]);
    for (const { headers } of [read, head]) {
      expect(headers.get('link')).toContain(`<${LDP}Resource>; rel="type"`);
      expect(headers.get('etag')).toBe(read.headers.get('etag'));
      expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS, PUT, DELETE');
    }
    expect(read.json['created']).toMatch(/Z$/);
    expect(read.headers.get('access-control-allow-origin')).toBe('*');
    expect(read.headers.get('access-control-allow-credentials')).toBeNull();
    for (const name of ['ETag', 'Allow', 'Vary', 'Link', 'Content-Type', 'Location', 'Content-Location'])
      expect(read.headers.get('access-control-expose-headers')).toContain(name);
    expect(options.headers.get('access-control-allow-headers')).toMatch(
      /Authorization.*Content-Type.*If-Match.*Prefer/,
    );
    const known = { 'if-none-match': read.headers.get('etag') ?? '' };
    expect(await get(json['id'], known)).toMatchObject({ status: 304, text: '' });
  });

  test('Slug is its name where that is free, and what could be something else is not', async () => {
    const named = await post(annotation(), { slug: 'the-tide' });
    expect(named.json['id']).toBe(`${container}the-tide`);
    expect((await get(`${container}the-tide`)).json).toEqual(named.json);
    for (const slug of ['the-tide', 'a/b', '..', freshId(), 'x'.repeat(65)]) {
      const { status, json } = await post(annotation(), { slug });
      expect([status, json['id'].slice(container.length)]).toEqual([201, expect.stringMatching(/^[\w-]{22}$/)]);
      expect(json['id']).not.toBe(container + slug);
    }
    await ask(ann, 'DELETE', `${container}the-tide`);
    expect((await post(annotation(), { slug: 'the-tide' })).json['id']).not.toBe(`${container}the-tide`);
    expect((await get(`${container}the-tide`)).status).toBe(410);
  });

  test('PUT replaces it whole, and only what its sender has read', async () => {
    const made = await post(annotation({ rights: 'https://example.org/licence' }));
    const iri: string = made.json['id'];
    const before = made.headers.get('etag') ?? '';
    const { rights: _, ...without } = made.json;
    const next = { ...without, target: 'http://other.example', body: { ...made.json['body'], value: 'another' } };
    const put = await ask(ann, 'PUT', iri, { body: next, headers: { 'if-match': before } });
    expect([put.status, put.headers.get('content-type')]).toEqual([200, JSON_LD]);
    expect(put.json).toMatchObject({ id: iri, target: 'http://other.example', body: { value: 'another' } });
    expect(put.json).not.toHaveProperty('rights');
    expect(put.json['modified']).toMatch(/Z$/);
    expect(put.headers.get('etag')).not.toBe(before);
    expect((await get(iri)).headers.get('etag')).toBe(put.headers.get('etag'));
    const stale = await ask(ann, 'PUT', iri, { body: made.json, headers: { 'if-match': before } });
    expect([stale.status, stale.json['error'].code]).toEqual([412, 'changed_since']);
    expect((await ask(ann, 'DELETE', iri, { headers: { 'if-match': before } })).status).toBe(412);
    expect((await get(iri)).json).toEqual(put.json);
    expect((await ask(ann, 'PUT', iri, { body: put.json })).status).toBe(200);
  });

  test.each(['id', 'canonical', 'via'])('%s stays as it is', async (key) => {
    const { json } = await post(annotation({ id: 'https://old.example/1', canonical: 'urn:x:1' }));
    const refused = await ask(ann, 'PUT', json['id'], { body: { ...json, [key]: 'urn:x:2' } });
    expect([refused.status, refused.json['error'].message]).toEqual([422, expect.stringMatching(`^${key}:`)]);
    const { [key]: __, ...without } = json;
    expect((await ask(ann, 'PUT', json['id'], { body: without })).json).toMatchObject({ [key]: json[key] });
  });

  test('DELETE: 204, it leaves the container, and answers 410 from then on', async () => {
    const { json } = await post(annotation());
    const total = (await get(container)).json['total'];
    expect(await ask(ann, 'DELETE', json['id'])).toMatchObject({ status: 204, text: '' });
    for (const method of ['GET', 'DELETE']) expect((await ask(ann, method, json['id'])).status).toBe(410);
    expect((await ask(ann, 'PUT', json['id'], { body: json })).status).toBe(410);
    expect((await get(container)).json['total']).toBe(total - 1);
    expect((await get(`${container}${freshId()}`)).status).toBe(404);
  });

  test('the IRI that an export gives it leads to it', async () => {
    const { json } = await post(annotation(), { slug: 'exported' });
    const id = (await ann.rows(group)).at(-1)?.id ?? '';
    const reply = await get(`${endpoint.url}/anno/${urnOf(id)}`);
    expect([reply.status, reply.headers.get('location')]).toEqual([303, json['id']]);
    expect(json['canonical']).toBe(urnOf(id));
    expect((await get(`${endpoint.url}/anno/${urnOf(freshId())}`)).status).toBe(404);
  });
});
