import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSampleClass } from '../../src/server/sample/load.ts';
import { askBackground } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { mustBeOk } from './harness/circle.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { until } from './harness/wait.ts';

const SUITE = resolve('../shared/conformance');
const run = promisify(execFile);

describe('a learner takes the sample class along', () => {
  let endpoint: Endpoint;
  let learner: Learner;
  let library: Page;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commonplace-export-'));
    endpoint = await startEndpoint({ SAMPLE: '1' });
    const { invitationUrl } = await loadSampleClass(endpoint.url, { stateFile: join(folder, 'state.json') });
    learner = await startLearner();
    library = await learner.extensionPage('src/library/index.html');
    await mustBeOk(library, 'group.join', { invitation: invitationUrl, name: 'Guest' });
    await until(
      'the class is here',
      async () =>
        ((await askBackground(library, 'conversation.read', { keys: [] })) as { sync: { state: string } }).sync
          .state === 'ok',
    );
    const client = await library.createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  });
  afterAll(async () => {
    await learner.close();
    await endpoint.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function download(format: RegExp, extension: string): Promise<Buffer> {
    await library.bringToFront();
    await library.waitForFunction(() => document.body.innerText.includes('Appointments with the sea'));
    await library.$eval('.list-head button[aria-haspopup="dialog"]', (button) => (button as HTMLElement).click());
    await library.waitForSelector('.format');
    for (const button of await library.$$('.format')) {
      if (format.test(await button.evaluate((element) => (element as HTMLElement).innerText))) {
        await button.evaluate((element) => (element as HTMLElement).click());
        break;
      }
    }
    const { value } = await until(`a file ending in ${extension}`, async () =>
      (await readdir(folder)).find((name) => name.endsWith(extension)),
    );
    await library.$eval('.sheet-head button', (button) => (button as HTMLElement).click());
    return readFile(join(folder, value));
  }

  test('as Markdown, a document at a time, with replies under what they answer', async () => {
    const files = unzipSync(await download(/^Markdown/, '.zip'));
    expect(Object.keys(files)).toHaveLength(3);
    const markdown = Object.values(files)
      .map((file) => strFromU8(file))
      .join('');
    expect(markdown).toContain('Appointments with the sea');
    expect(markdown).toContain('Tomasz Wieczorek');
    expect(markdown.length).toBeGreaterThan(8000);
  });

  let jsonld = '';
  test('as W3C Web Annotations, every note of it', async () => {
    jsonld = (await download(/JSON-LD/, '.jsonld')).toString('utf8');
    const text = JSON.stringify(JSON.parse(jsonld));
    expect(text.match(/"type":"Annotation"/g)?.length ?? text.match(/"Annotation"/g)?.length).toBe(59);
    for (const motivation of ['highlighting', 'commenting', 'questioning', 'replying'])
      expect(text).toContain(motivation);
  });

  // The W3C group's own schemas stand beside the project on its makers' machines only; tests/core/export holds the same MUSTs.
  test.skipIf(!existsSync(SUITE))('which the W3C suite accepts', async () => {
    const suite = join(folder, 'suite');
    await cp(SUITE, suite, { recursive: true });
    await run('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: suite });
    const file = join(folder, 'class.jsonld');
    await writeFile(file, jsonld);
    const collection = JSON.parse(jsonld) as { '@context': unknown; first: { items: object[] } };
    const files = [file];
    for (const [at, item] of collection.first.items.entries()) {
      files.push(join(folder, `note-${at}.jsonld`));
      await writeFile(files.at(-1)!, JSON.stringify({ '@context': collection['@context'], ...item }));
    }
    const schema = await run(process.execPath, ['validate-annotation.mjs', ...files], { cwd: suite });
    const expansion = await run(process.execPath, ['jsonld-check.mjs', file], { cwd: suite });
    console.log(
      schema.stdout.trim().split('\n').slice(-3).join('\n'),
      expansion.stdout.trim().split('\n').slice(-3).join('\n'),
    );
    expect(schema.stdout.match(/^ok .*\[Annotation\] MUST 54\/54/gm)).toHaveLength(59);
    expect(schema.stdout + schema.stderr).not.toMatch(/\bFAIL/i);
  });
});
