/** Runs `npm run admin` over a database: as a process of its own, or the same within this one, which is quicker. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runAdmin } from '../../../src/server/admin/run.ts';
import { terminal } from '../../../src/server/admin/terminal.ts';
import { temporaryFolder } from '../class.ts';
import { COMPILE_CACHE } from '../compile-cache.ts';
import { freshDatabase } from '../database.ts';
import { startProcess } from '../process.ts';
import type { EndpointProcess } from '../process.ts';

const MAIN = join(import.meta.dirname, '../../../src/server/admin/main.ts');

export type Ran = { code: number | null; stdout: string; stderr: string };

/** As an operator does. */
export async function adminProcess(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], ...COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ran: Ran = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (ran.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (ran.stderr += data.toString()));
  const [code] = await once(child, 'close');
  return { ...ran, code: typeof code === 'number' ? code : null };
}

async function adminHere(env: Record<string, string>, args: readonly string[]): Promise<Ran> {
  const ran: Ran = { code: null, stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    write: (text: string) => ((ran[name] += text), true),
  });
  const io = terminal(env, { stdin: process.stdin, stdout: stream('stdout'), stderr: stream('stderr') });
  ran.code = await runAdmin(args, io);
  return ran;
}

/** A folder with a database that an endpoint process can be started over, again and again. */
export function operatedEndpoint() {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'commonplace.db');
  return { folder, path, ...operated({ PORT: '0', DATABASE_URL: `file:${path}` }) };
}

/** The same over a database of the run's kind, which is removed afterwards. */
export async function operatedDatabase() {
  const database = await freshDatabase();
  onTestFinished(() => database.remove());
  return { database, ...operated({ PORT: '0', DATABASE_URL: database.url, SECRET: 's'.repeat(32) }) };
}

/** Over whatever the environment names. */
export function operated(env: Record<string, string>) {
  const start = async (): Promise<EndpointProcess> => {
    const endpoint = await startProcess(env);
    onTestFinished(async () => void (await endpoint.exit('SIGKILL')));
    return endpoint;
  };
  return { env, start, admin: (...args: string[]) => adminHere(env, args) };
}
