/**
 * The official client of Hypothesis in Chromium against our endpoint, by the check that stands beside the repository where that
 * is: copied first, so that nothing is installed into it. Without it, tests/server/hypothesis holds the same, request by request.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Learner } from '../server/class.ts';
import { Tool } from '../server/hypothesis/tool.ts';
import { startEndpoint } from './harness/endpoint.ts';

const CHECK = resolve('../shared/conformance/hypothesis-api/real-client-check.mjs');
const run = promisify(execFile);

describe.skipIf(!existsSync(CHECK))('the client of Hypothesis', () => {
  test('starts, saves a highlight and finds it again, hears of others at once, and shows what is there and no more', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'commonplace-hypothesis-'));
    const endpoint = await startEndpoint();
    try {
      await cp(CHECK, join(folder, 'check.mjs'));
      await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
      const client = ['hypothesis@1.1766.0', 'puppeteer-core'];
      await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...client], { cwd: folder });
      const ada = await Learner.guest(endpoint.url, 'Ada');
      const bob = await Learner.guest(endpoint.url, 'Bob');
      const group = await ada.makeGroup();
      await bob.join(await ada.invite(group));
      const [mine, his] = [await Tool.of(ada), await Tool.of(bob)];
      const { hostname } = new URL(endpoint.url);
      const to = ['--api', `${endpoint.url}/api/`, '--authority', hostname, '--group', group];
      const who = ['--grant', mine.token, '--token2', his.token];
      // It leaves with an error, and its report in that, if any of its checks fails.
      const { stdout } = await run(process.execPath, ['check.mjs', ...to, ...who], { cwd: folder });
      expect(stdout.match(/^ok /gm)).toHaveLength(7);
    } finally {
      await endpoint.remove();
      await rm(folder, { recursive: true });
    }
  }, 300_000);
});
