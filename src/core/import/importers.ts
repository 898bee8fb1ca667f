/**
 * What can be brought in, one function each, and which of them a file is for. A new kind is a file and a line here; the library
 * shows its name by the message `importX`.
 */
import type { Parsed, TellRead } from './imported.ts';
import { readHypothesis } from './read-hypothesis.ts';
import { readJsonLd } from './read-jsonld.ts';
import { isKindle, readKindle } from './read-kindle.ts';
import { isOfOmnivore, readOmnivore, type Archive } from './read-omnivore.ts';
import { isReadwise, readReadwise } from './read-readwise.ts';
import { isZoteroJson, readZoteroJson, readZoteroRdf } from './read-zotero.ts';
import { hasType, propertiesOf } from '../w3c/model.ts';

/** What was chosen: a text, or the files of an archive that are of use. */
export type Given = { text: string } | { archive: Archive };

export const IMPORTERS = {
  jsonld: readJsonLd,
  hypothesis: readHypothesis,
  zotero: readZoteroJson,
  readwise: readReadwise,
  kindle: readKindle,
  omnivore: readOmnivore,
} as const;

export type ImporterName = keyof typeof IMPORTERS;

export type Recognised = { kind: ImporterName } & Parsed;

/**
 * Reads whatever it is; null for what is none of ours. By what is in it, since names of files say little.
 * @param tell told again and again how many things of how many are read, of kinds that may have many
 */
export function readGiven(given: Given, tell?: TellRead): Recognised | null {
  if ('archive' in given) {
    const isOmnivore = [...given.archive.keys()].some(isOfOmnivore);
    return isOmnivore ? { kind: 'omnivore', ...readOmnivore(given.archive) } : null;
  }
  const { text } = given;
  const start = text
    .slice(0, 1000)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('<')) {
    const parsed = readZoteroRdf(text.replace(/^\ufeff/, ''));
    return parsed && { kind: 'zotero', ...parsed };
  }
  if (start.startsWith('{') || start.startsWith('[')) return readJson(text, tell);
  if (isKindle(text)) return { kind: 'kindle', ...readKindle(text) };
  return isReadwise(text) ? { kind: 'readwise', ...readReadwise(text) } : null;
}

function readJson(text: string, tell?: TellRead): Recognised | null {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
  const first = Array.isArray(document) ? document.find((one) => propertiesOf(one) !== null) : document;
  const properties = propertiesOf(first);
  if (!properties) return null;
  if (
    ['Annotation', 'AnnotationCollection', 'AnnotationPage'].some((type) => hasType(properties, type)) ||
    '@graph' in properties
  ) {
    return { kind: 'jsonld', ...readJsonLd(document, tell) };
  }
  if ('annotations' in properties && !('itemType' in properties))
    return { kind: 'hypothesis', ...readHypothesis(document, tell) };
  if (isZoteroJson(document)) return { kind: 'zotero', ...readZoteroJson(document) };
  return typeof properties['uri'] === 'string' && 'target' in properties
    ? { kind: 'hypothesis', ...readHypothesis(document, tell) }
    : null;
}
