/** How the endpoint's process starts and stops. Killed while learners push: tests/faults/f1-endpoint-killed.ts. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Learner, temporaryFolder } from './class.ts';
import { LiveClient } from './live-client.ts';
import { SERVE, runProcess, startProcess } from './process.ts';

let folder: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = temporaryFolder();
  env = { PORT: '0', DATABASE_URL: `file:${join(folder, 'commonplace.db')}` };
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the process', () => {
  test('on SIGTERM closes its sockets, finishes, and leaves one file with everything in it', async () => {
    const endpoint = await startProcess(env);
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const group = await ann.makeGroup();
    const socket = await LiveClient.open(endpoint.url, ann.session.token);
    const pushing = Promise.all(Array.from({ length: 20 }, () => ann.write(group)));
    await Promise.any([pushing, new Promise((resolve) => setTimeout(resolve, 5))]);
    const written = pushing.then(
      (ids) => ids.length,
      () => 0,
    );
    expect(await endpoint.exit('SIGTERM')).toBe(0);
    expect((await socket.closed).code).toBe(1001);
    await written;
    expect(existsSync(join(folder, 'commonplace.db-wal'))).toBe(false);
  });

  test('keeps its secret beside the database, readable by its owner only, and sessions outlive the process', async () => {
    const first = await startProcess(env);
    const ann = await Learner.guest(first.url, 'Ann');
    await first.exit('SIGINT');
    expect(statSync(join(folder, 'commonplace.db.secret')).mode & 0o777).toBe(0o600);
    const second = await startProcess(env);
    expect((await new Learner(second.url, ann.session).ask('GET', '/sync/v1/session')).status).toBe(200);
    await second.exit('SIGINT');
  });

  test('says what is wrong with its environment and does not start', async () => {
    const { output, ended } = runProcess({ ...env, PORT: 'http', HOST: '0.0.0.0' });
    expect(await ended).toBe(1);
    expect(output).toMatchObject({ stdout: '', stderr: expect.stringContaining('PORT must be a number') });
  });

  test('says so when its port is taken', async () => {
    const first = await startProcess(env);
    const { output, ended } = runProcess({
      PORT: new URL(first.url).port,
      DATABASE_URL: `file:${join(folder, 'other.db')}`,
    });
    expect(await ended).toBe(1);
    expect(output.stderr).toContain('EADDRINUSE');
    await first.exit('SIGTERM');
  });
});

describe('npm run serve', () => {
  test('fills the compile cache before its first start, and leaves it alone after', async () => {
    const cache = join(folder, 'cache');
    const first = await startProcess({ ...env, NODE_COMPILE_CACHE: cache }, SERVE);
    const entries = (): string[] => readdirSync(cache, { recursive: true, encoding: 'utf8' }).toSorted();
    const filled = entries();
    expect(filled.length).toBeGreaterThan(100);
    await Learner.guest(first.url, 'Ann');
    expect(await first.exit('SIGTERM')).toBe(0);
    const second = await startProcess({ ...env, NODE_COMPILE_CACHE: cache }, SERVE);
    await Learner.guest(second.url, 'Ben');
    expect(await second.exit('SIGTERM')).toBe(0);
    expect(entries()).toEqual(expect.arrayContaining(filled));
  });

  test('goes on where no cache can be written', async () => {
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    const endpoint = await startProcess({ ...env, NODE_COMPILE_CACHE: join(file, 'cache') }, SERVE);
    await Learner.guest(endpoint.url, 'Ann');
    expect(await endpoint.exit('SIGTERM')).toBe(0);
  });
});
