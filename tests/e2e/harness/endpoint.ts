/** A real endpoint process on a database file in a temporary folder; it can be stopped, killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { COMPILE_CACHE } from '../../server/compile-cache.ts';

export type Endpoint = {
  readonly url: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts again on the same port and database. */
  start(): Promise<void>;
  remove(): Promise<void>;
};

export async function startEndpoint(environment: Record<string, string> = {}): Promise<Endpoint> {
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-endpoint-'));
  let child: ChildProcess | undefined;
  let url = '';
  let port = '0';

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['src/server/main.ts'], {
      env: {
        ...process.env,
        ...COMPILE_CACHE,
        PORT: port,
        HOST: '127.0.0.1',
        // a line a request would bury the failure that somebody looks for
        LOG_LEVEL: 'warn',
        DATABASE_URL: `file:${join(folder, 'e2e.db')}`,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!child.stdout) throw new Error('the endpoint has no output');
    for await (const line of createInterface(child.stdout)) {
      const found = /listening on (http:\/\/[^\s"]+)/.exec(line);
      if (!found?.[1]) continue;
      url = found[1].replace(/\/$/, '');
      port = new URL(url).port;
      child.stdout.resume();
      return;
    }
    throw new Error('the endpoint ended before it listened');
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  await start();
  return {
    get url() {
      return url;
    },
    start,
    stop,
    remove: async () => {
      await stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
