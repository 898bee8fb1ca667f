/** The endpoint as its users run it: a process of its own, started from the environment. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { COMPILE_CACHE } from './compile-cache.ts';

const MAIN = join(import.meta.dirname, '../../src/server/main.ts');

/** As `npm run serve` starts it, with Node's compile cache. */
export const SERVE = join(import.meta.dirname, '../../src/server/serve.mjs');

export type EndpointProcess = {
  child: ChildProcess;
  url: string;
  exit(signal: NodeJS.Signals): Promise<number | null>;
};

/** Starts it and waits for the line that says where it listens. @param program another entry than the product's */
export async function startProcess(env: Record<string, string>, program = MAIN): Promise<EndpointProcess> {
  const { child, output, ended } = runProcess(env, program);
  for (let waited = 0; !output.stdout.includes('\n'); waited += 10) {
    if (child.exitCode !== null || waited > 15_000) throw new Error(`the endpoint did not start: ${output.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const url = /^commonplace endpoint listening on (http:\S+)\n$/.exec(output.stdout)?.[1];
  if (url === undefined) throw new Error(`an unexpected first line: ${output.stdout}`);
  const exit = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return { child, url, exit };
}

/** Starts it without waiting; `ended` is its exit code. */
export function runProcess(env: Record<string, string>, program = MAIN) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], ...COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { child, output, ended };
}
