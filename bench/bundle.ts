/** One file of a benchmark and all that it imports as a classic script, which sets `bench` in a page. */
import { build } from 'vite';

/** @param entry relative to the project's folder */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'bench', fileName: 'bench' } },
  });
  const output = [result].flat()[0];
  if (!output || !('output' in output)) throw new Error(`${entry} was not built`);
  return output.output[0].code.replace(/^var bench/m, 'globalThis.bench');
}
