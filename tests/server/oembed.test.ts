/** Previews of links to notes: whoever asks is told that it is one, and nothing that only its group may know. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Learner, freshId, openEndpoint } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

const embed = (url: string, more = '') =>
  fetch(`${endpoint.url}/oembed?url=${encodeURIComponent(url)}${more}`, { headers: { 'accept-language': 'fr' } });
const metaOf = (text: string) => text.match(/<meta property="og:[^>]*>/g);

test('a link to a note, one to none and one to a deleted note are told the same of', async () => {
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const note = await ann.write(await ann.makeGroup('Secret circle'), 'secret words');
  const seen: unknown[] = [];
  for (const id of [note, freshId()]) {
    const page = await fetch(`${endpoint.url}/a/${id}`, { headers: { 'accept-language': 'fr' } });
    const text = await page.text();
    expect(text).not.toMatch(/secret/i);
    const [, found = ''] =
      /^<([^>]+)>; rel="alternate"; type="application\/json\+oembed"$/.exec(page.headers.get('link') ?? '') ?? [];
    expect(new URL(found).searchParams.get('url')).toBe(`${endpoint.url}/a/${id}`);
    const told = await fetch(found, { headers: { 'accept-language': 'fr' } });
    seen.push([metaOf(text), told.status, await told.json()]);
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]).toEqual([
    expect.arrayContaining([expect.stringContaining('og:title'), expect.stringContaining('og:description')]),
    200,
    { version: '1.0', type: 'link', title: 'Une note', provider_name: 'Commonplace', provider_url: endpoint.url },
  ]);
});

test('of other links, and in other forms, nothing is told', async () => {
  const own = `${endpoint.url}/a/${freshId()}`;
  for (const url of [
    'https://elsewhere.example/a/' + freshId(),
    `${endpoint.url}/j/AAAAAAAAAA`,
    `${endpoint.url}/a/x`,
    'x',
    '',
  ])
    expect((await embed(url)).status).toBe(404);
  expect((await embed(own, '&format=xml')).status).toBe(406);
  expect((await embed(own, '&format=json')).status).toBe(200);
});
