/**
 * Runs the W3C working group's own assertions on our export, where the conformance material
 * stands beside the repository; it is copied first, so that nothing is installed into it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportInput } from '../../../src/core/export/export-input.ts';
import { readGiven } from '../../../src/core/import/importers.ts';
import { importedNotes } from '../import/imported-notes.ts';
import { everyDifficulty, everyReaction, exportOf, makeNote, pictured, pictures, wholeText } from './every-kind.ts';
import { foreignAnnotation } from './foreign-annotation.ts';

const material = fileURLToPath(new URL('../../../../shared/conformance', import.meta.url));

const writeJsonLd = (input: ExportInput): string => wholeText('jsonld', input);

describe.skipIf(!existsSync(material))('W3C conformance material', () => {
  let folder = '';
  const files: string[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'commonplace-conformance-'));
    cpSync(material, folder, { recursive: true });
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' });
    const collection = JSON.parse(writeJsonLd(exportOf(everyDifficulty)));
    const foreign = readGiven({ text: JSON.stringify(foreignAnnotation) });
    const documents = [
      collection,
      JSON.parse(writeJsonLd(exportOf([]))),
      { '@context': collection['@context'], ...collection.first },
      ...collection.first.items,
      ...JSON.parse(writeJsonLd(exportOf([makeNote('reacted', { given: everyReaction })]))).first.items,
      ...JSON.parse(writeJsonLd({ ...exportOf([pictured]), images: pictures })).first.items,
      ...JSON.parse(writeJsonLd(exportOf(importedNotes(foreign?.notes ?? [])))).first.items,
    ];
    for (const [at, document] of documents.entries()) {
      files.push(`ours-${at}.json`);
      writeFileSync(join(folder, `ours-${at}.json`), JSON.stringify(document));
    }
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  // Both tools leave with an error, and their report in it, if any document fails.
  test.each(['validate-annotation.mjs', 'jsonld-check.mjs'])('%s is content with every document', (tool) => {
    const report = execFileSync(process.execPath, [tool, ...files], { cwd: folder, encoding: 'utf8' });
    expect(report.match(/^ok /gm)).toHaveLength(
      everyDifficulty.length + everyReaction.length + 4 + 1 + everyReaction.length + 1,
    );
  });
});
