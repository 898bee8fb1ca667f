/** Starts an endpoint process with the sample readings, and loads the sample class into it through the public API. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadSampleClass, type LoadedClass } from '../src/server/sample/load.ts';

export type SampleEndpoint = { url: string; loaded: LoadedClass; stop: () => Promise<void> };

/** @param folder where database and state of the sample lie; they are used again by the next start */
export async function startSampleEndpoint(folder: string, port: number): Promise<SampleEndpoint> {
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, ['src/server/main.ts'], {
    env: {
      ...process.env,
      SAMPLE: '1',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: `file:${join(folder, 'commonplace.db')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of createInterface(child.stdout)) {
    const url = /listening on (http:\/\/\S+)/.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    const loaded = await loadSampleClass(url, { stateFile: join(folder, 'sample.json') });
    return { url, loaded, stop };
  }
  throw new Error(`The endpoint did not start. Is port ${port} in use? Set PORT to another one.`);
}
