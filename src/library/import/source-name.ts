/** What the kinds of imports are called: names, which are the same in every language. */
import type { ImporterName } from '../../core/import/importers.ts';

const NAMES: Record<ImporterName, string> = {
  jsonld: 'W3C Web Annotation (JSON-LD)',
  hypothesis: 'Hypothesis',
  zotero: 'Zotero',
  readwise: 'Readwise',
  kindle: 'Kindle',
  omnivore: 'Omnivore',
};

export function sourceName(kind: ImporterName): string {
  return NAMES[kind];
}
