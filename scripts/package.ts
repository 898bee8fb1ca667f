/** `npm run package`: dist/commonplace-<browser>-<version>.zip for the stores, from the unpacked builds. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import manifest from '../manifest.json' with { type: 'json' };

for (const browser of ['chrome', 'firefox']) {
  const folder = `dist/${browser}`;
  const files: Zippable = {};
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names
    .filter((one) => one.isFile())
    .toSorted((a, b) => (a.parentPath + a.name < b.parentPath + b.name ? -1 : 1))) {
    const path = join(entry.parentPath, entry.name);
    // A fixed time makes equal builds equal archives.
    files[path.slice(folder.length + 1)] = [await readFile(path), { mtime: new Date('2026-01-01T00:00:00Z') }];
  }
  const target = `dist/commonplace-${browser}-${manifest.version}.zip`;
  await writeFile(target, zipSync(files, { level: 9 }));
  console.log(target);
}
