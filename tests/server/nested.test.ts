/** Bodies that are nested as deep as they are long: refused in words wherever annotations come in, and no fault of the endpoint. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Learner, openEndpoint, roomyLimits, type TestEndpoint } from './class.ts';
import { Tool } from './hypothesis/tool.ts';

const DEPTH = 100_000;
const nested = ['['.repeat(DEPTH) + ']'.repeat(DEPTH), '{"a":'.repeat(DEPTH) + '1' + '}'.repeat(DEPTH)] as const;
const faults: unknown[] = [];
let endpoint: TestEndpoint;
let tool: Tool;
let group = '';
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits(), report: (error) => faults.push(error) });
  const ada = await Learner.guest(endpoint.url, 'Ada');
  group = await ada.makeGroup();
  tool = await Tool.of(ada);
});
afterAll(() => endpoint.dispose());

const send = async (method: string, path: string, body: string): Promise<number> => {
  const headers = { 'content-type': 'application/ld+json', authorization: `Bearer ${tool.token}` };
  return (await fetch(`${endpoint.url}${path}`, { method, headers, body })).status;
};

test.each([
  'extra',
  'body',
  'target',
  'motivation',
  'creator',
  'created',
  'audience',
  'canonical',
  'via',
  'dcterms:isVersionOf',
])('by the W3C protocol, in %s', async (key) => {
  const whole = (deep: string) =>
    `{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": "https://example.org/", "${key}": ${deep}}`;
  for (const deep of nested) expect(await send('POST', `/anno/${group}/`, whole(deep))).toBe(422);
  expect(faults).toEqual([]);
});

test.each(['extra', 'text', 'tags', 'target', 'references', 'document', 'permissions'])(
  'by tools, in %s',
  async (key) => {
    const { id } = await tool.share(group, {});
    for (const deep of nested) {
      expect(await send('POST', '/api/annotations', `{"uri": "https://example.org/", "${key}": ${deep}}`)).toBe(400);
      expect(await send('PATCH', `/api/annotations/${id}`, `{"${key}": ${deep}}`)).toBe(400);
    }
    const selector = `{"target": [{"selector": [{"type": "x", "value": ${nested[0]}}]}]}`;
    expect(await send('PATCH', `/api/annotations/${id}`, selector)).toBe(400);
    expect(faults).toEqual([]);
  },
);
