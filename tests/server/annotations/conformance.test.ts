/**
 * Runs the checks of the conformance material that stands beside the repository against the real endpoint; elsewhere they are
 * skipped, and protocol.test.ts holds the same. The material is copied first, so that nothing is installed into it.
 */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Learner, fields, freshId, openEndpoint, putOp } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { ask, containerOf } from './class.ts';

const material = fileURLToPath(new URL('../../../../shared/conformance', import.meta.url));
const run = promisify(execFile);

type Result = { id: string; level: string; ok: boolean | null; detail: string };

describe.skipIf(!existsSync(material))('W3C conformance material', () => {
  let folder = '';
  let endpoint: TestEndpoint;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'commonplace-conformance-'));
    cpSync(material, folder, { recursive: true });
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' });
    endpoint = await openEndpoint();
  }, 120_000);
  afterAll(async () => {
    await endpoint.dispose();
    rmSync(folder, { recursive: true });
  });

  test('protocol-check.mjs: every MUST, and every SHOULD but TLS, which stands in front of an endpoint', async () => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const container = containerOf(endpoint.url, await ann.makeGroup());
    const token = `Authorization: Bearer ${ann.session.token}`;
    const { stdout } = await run(
      process.execPath,
      ['protocol-check.mjs', container, '--header', token, '--n', '90', '--json'],
      { cwd: folder, maxBuffer: 1e7 },
    );
    const results = JSON.parse(stdout) as Result[];
    const of = (level: RegExp) => results.filter((one) => level.test(one.level));
    expect(of(/^MUST/)).toHaveLength(32);
    expect(of(/^SHOULD/)).toHaveLength(12);
    expect(of(/^(INFO|WPT)/)).toHaveLength(6);
    expect(results.filter(({ ok }) => ok !== true).map(({ id, detail }) => [id, detail])).toEqual([['A8', '']]);
  }, 120_000);

  test('validate-annotation.mjs and jsonld-check.mjs: every kind of note, as it is served', async () => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const group = await ann.makeGroup('دائرة 🌙');
    const container = containerOf(endpoint.url, group);
    const first = freshId();
    await ann.push(
      putOp(group, first, fields({ text: '🌙 *words*', tags: ['tide'], kind: 'question' })),
      putOp(group, freshId(), fields({ kind: 'highlight', text: '', color: 'green' })),
      putOp(group, freshId(), fields({ kind: 'reply', parent: first, text: 'because' })),
      putOp(group, freshId(), fields({ kind: 'page', target: { ...fields().target, selectors: [] } })),
      putOp(group, freshId(), fields({ copyOf: first })),
      putOp(group, freshId(), fields({ target: { ...fields().target, source: 'no address' } })),
    );
    const { json } = await ask(ann, 'GET', container);
    const documents = [json, (await ask(ann, 'GET', `${container}?page=0`)).json];
    for (const { id } of json['first'].items) documents.push((await ask(ann, 'GET', id)).json);
    const files = documents.map((document, at) => {
      writeFileSync(join(folder, `served-${at}.json`), JSON.stringify(document));
      return `served-${at}.json`;
    });
    for (const tool of ['validate-annotation.mjs', 'jsonld-check.mjs']) {
      const { stdout } = await run(process.execPath, [tool, ...files], { cwd: folder });
      expect(stdout.match(/^ok /gm)).toHaveLength(8);
    }
  }, 60_000);
});
