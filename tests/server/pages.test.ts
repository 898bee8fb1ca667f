/** The pages people open: what they say, what they must not, and the sample readings. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEndpoint } from '../../src/server/endpoint.ts';
import { TAGS } from '../../src/server/pages/note-words.ts';
import { PAGE_WORDS } from '../../src/server/pages/page-words.ts';
import { Learner, openEndpoint, request, temporaryFolder } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

describe('an invitation link', () => {
  test('names the group, shows the code and how to join, without scripts', async () => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const group = await ann.makeGroup('<b>Sea</b> & "Shore"');
    const { code, url } = JSON.parse((await ann.ask('POST', `/sync/v1/groups/${group}/invitation`, {})).text);
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{6}$/);
    expect(url.startsWith(`${endpoint.url}/j/`)).toBe(true);
    const page = await fetch(url);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('&lt;b&gt;Sea&lt;/b&gt; &amp; &quot;Shore&quot;');
    expect(html).toContain(code);
    expect(html).toContain('<meta name="robots" content="noindex"');
    const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('Ann');
  });

  test.each(TAGS)('in %s it says where the extension takes it, by the words that stand there', async (tag) => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const group = await ann.makeGroup('Shore');
    const { url } = JSON.parse((await ann.ask('POST', `/sync/v1/groups/${group}/invitation`, {})).text);
    const asked = { headers: { 'accept-language': `${tag},en;q=0.5` } };
    const page = await fetch(url, asked);
    const html = await page.text();
    expect(html).toContain(`<html lang="${tag}" dir="${tag === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(page.headers.get('vary')).toContain('Accept-Language');
    const folder = tag.replace('-', '_');
    const { joinTitle } = JSON.parse(readFileSync(`src/locales/_locales/${folder}/messages.json`, 'utf8'));
    expect(html).toContain(joinTitle.message);
    // A code alone does not say where the group is.
    expect(html).toContain(`>${url}</code>`);
    const [start, unknown] = await Promise.all(
      [`${endpoint.url}/`, `${endpoint.url}/j/AAAAAAAAAA`].map(async (at) => (await fetch(at, asked)).text()),
    );
    expect(start).toContain(PAGE_WORDS[tag].start);
    expect(unknown).toContain(PAGE_WORDS[tag].overWhy);
  });

  test('with a wrong code names nothing', async () => {
    const bodies = await Promise.all(
      ['AAAAAAAAAA', 'x', '%00', '..%2f'].map((code) => request(endpoint.url, 'GET', `/j/${code}`)),
    );
    for (const { status, text } of bodies) expect([status, text]).toEqual([404, bodies[0]?.text]);
  });
});

test('the first page and health can be read by anybody', async () => {
  expect(await request(endpoint.url, 'GET', '/')).toMatchObject({
    status: 200,
    text: expect.stringContaining(endpoint.url),
  });
  expect(await request(endpoint.url, 'GET', '/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
});

test('readings are served in the sample only, and nothing beside them', async () => {
  expect((await request(endpoint.url, 'GET', '/readings/')).status).toBe(404);
  const folder = temporaryFolder();
  const config = {
    port: 0,
    host: '127.0.0.1',
    database: { kind: 'sqlite', path: join(folder, 'c.db') } as const,
    publicUrl: null,
    secret: null,
    proxies: [],
    sample: true,
  };
  const sample = await startEndpoint(config);
  const index = await request(sample.url, 'GET', '/readings');
  expect([index.status, index.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(index.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const path of ['nothing.html', '..%2fsample-class.ts', '..%2f..%2fmain.ts', '.', '%2e%2e']) {
    expect([path, (await request(sample.url, 'GET', `/readings/${path}`)).text]).not.toContain('import');
  }
  expect((await request(sample.url, 'GET', '/readings/nothing.html')).status).toBe(404);
  await sample.stop();
  rmSync(folder, { recursive: true });
});
