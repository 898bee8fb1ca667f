/** Builds what is measured into classic scripts: our own bundle as users build it, the peers from npm. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/** The names that figures carry, and the file that makes each a method. */
const METHODS = {
  commonplace: 'ours',
  'approx-string-match (Hypothesis)': 'hypothesis',
  '@apache-annotator/dom': 'apache',
  'dom-anchor-text-quote': 'dom-anchor',
} as const;

export type MethodName = keyof typeof METHODS;

/** A method's script. */
export interface Bundle {
  readonly method: MethodName;
  /** The file's name without its ending. */
  readonly name: string;
  readonly file: string;
}

/** Builds `dist/anchoring.iife.js` and every method into a folder. */
export async function buildMethods(folder: string): Promise<Bundle[]> {
  await build({ mode: 'anchoring', logLevel: 'warn' });
  const bundles: Bundle[] = [];
  for (const [method, name] of Object.entries(METHODS) as [MethodName, string][]) {
    const file = await buildEntry(name, folder);
    if (method === 'commonplace')
      await writeFile(file, `${await readFile(OURS, 'utf8')}\n${await readFile(file, 'utf8')}`);
    bundles.push({ method, name, file });
  }
  return bundles;
}

/** What users get. */
export const OURS = 'dist/anchoring.iife.js';

/** Builds one file of `page/` as a classic script. */
export async function buildEntry(name: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: {
        entry: join(import.meta.dirname, 'page', `${name}.ts`),
        formats: ['iife'],
        name: 'bench',
        fileName: () => `${name}.js`,
      },
    },
  });
  return join(folder, `${name}.js`);
}
