/** What of a note can be searched: all that the index is made from. */
import type { Id } from '../id.ts';
import type { AnnotationRow, AnnotationKind } from '../record.ts';
import { mentionsAsWords } from '../mentions.ts';
import { quoteOf } from '../selectors.ts';
import { colorOf, type Color } from '../color.ts';

export type Entry = {
  id: Id;
  group: Id;
  author: Id;
  parent: Id | null;
  kind: AnnotationKind;
  color: Color | null;
  /** Milliseconds since 1970. */
  created: number;
  text: string;
  quote: string;
  tags: readonly string[];
  title: string;
  source: string;
  keys: readonly string[];
  /** Changes whenever the note does. */
  stamp: string;
};

/** @param keys the document keys as this device keeps them */
export function entryOf(row: AnnotationRow, keys: readonly string[]): Entry {
  const { id, group, author, fields } = row;
  const { target } = fields;
  const entry = {
    id,
    group,
    author,
    parent: fields.parent,
    kind: fields.kind,
    color: colorOf(fields),
    created: Date.parse(row.created) || 0,
    text: mentionsAsWords(fields.text),
    // Of a hidden note it may be what was wrong with it.
    quote: fields.hidden === true ? '' : (quoteOf(target.selectors)?.exact ?? ''),
    tags: fields.tags,
    title: target.title.trim(),
    source: target.source,
    keys,
  };
  return { ...entry, stamp: stampOf(Object.values(entry).join('\n')) };
}

/**
 * Told from all there is, since neither revision nor time change with every change: waiting edits become one (store/enqueue.ts).
 * FNV-1a, twice with different beginnings: http://www.isthe.com/chongo/tech/comp/fnv/
 */
function stampOf(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x01000193) + at;
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
}
