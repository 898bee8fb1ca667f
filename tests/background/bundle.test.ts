/**
 * What the service worker loads, as the bundler puts it together: chunks are shared with the pages, so that an import far away can
 * bring in what needs a document there. Nothing of it would run, and with the first module that fails no note is sent.
 */
import { expect, test } from 'vitest';
import { build, type Rollup } from 'vite';

type Chunk = Rollup.OutputChunk;

/** From its entry on, by imports of every kind. */
async function workerChunks(): Promise<Chunk[]> {
  const built = await build({ mode: 'chrome', logLevel: 'silent', build: { write: false } });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const chunks = outputs.filter((one): one is Chunk => one.type === 'chunk');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/src/background/main.ts'));
  if (!entry) throw new Error('the bundle has no service worker');
  const found = new Set([entry]);
  // A set is gone through with what is added on the way.
  for (const { imports, dynamicImports } of found)
    for (const name of [...imports, ...dynamicImports]) {
      const chunk = byName.get(name);
      if (chunk) found.add(chunk);
    }
  return [...found];
}

test('the service worker loads nothing that needs a document', { timeout: 120_000 }, async () => {
  const chunks = await workerChunks();
  const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
  const packages = modules.flatMap((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  // Each runs in a worker. Not among them: parsers of Markdown and HTML, formulas, and what draws screens.
  expect([...new Set(packages)].toSorted()).toEqual(['@noble/hashes', 'dexie', 'valibot', 'webextension-polyfill']);
  const rooms = modules.flatMap((path) => /\/src\/([^/]+)\//.exec(path.split('/node_modules/')[0] ?? '')?.[1] ?? []);
  expect([...new Set(rooms)].toSorted()).toEqual(['background', 'core', 'platform', 'protocol', 'store', 'sync']);
  expect(modules.filter((path) => /\/src\/core\/(markdown|markdown-html|formula)\.ts$/.test(path))).toEqual([]);
  // As it is built, names of our own are short: this one is the browser's.
  const asked = chunks.flatMap(({ fileName, code }) =>
    [...code.matchAll(/.{0,60}(?<![\w$.'"`/-])document(?=[.[?]).{0,40}/g)].map(([words]) => `${fileName}: ${words}`),
  );
  expect(asked).toEqual([]);
});
