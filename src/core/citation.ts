/**
 * What a page says it is, to be cited: kept beside a note's target, in words of CSL
 * (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables). It is the page's own claim, and
 * decides nothing: neither which document it is nor who may read it.
 */
import * as v from 'valibot';

const line = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));

/** Kinds of documents that all of our formats know. */
export const documentType = v.picklist([
  'article-journal',
  'article-newspaper',
  'post-weblog',
  'book',
  'chapter',
  'paper-conference',
  'thesis',
  'report',
  'webpage',
]);
export type DocumentType = v.InferOutput<typeof documentType>;

export const citation = v.object({
  type: v.optional(documentType),
  title: v.optional(line(1024)),
  /** As the page writes them: "Family, Given", or in the order in which they are spoken. */
  authors: v.optional(v.pipe(v.array(line(200)), v.minLength(1), v.maxLength(100))),
  /** A year, a month or a day. */
  issued: v.optional(v.pipe(v.string(), v.regex(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/))),
  /** The journal, the book, the site. */
  container: v.optional(line(500)),
  publisher: v.optional(line(300)),
  volume: v.optional(line(32)),
  issue: v.optional(line(32)),
  pages: v.optional(line(32)),
  isbn: v.optional(line(32)),
  issn: v.optional(line(32)),
});
export type Citation = v.InferOutput<typeof citation>;

/** Of one document: `source` and `title` are as the notes have them. */
export type Cited = Citation & { source: string; title: string; doi: string | null };

type Document = { source: string; title: string; keys: readonly string[]; notes: readonly { target: object }[] };

/** The first citation that any note of the document has; a hostile or unknown one is as good as none. */
export function citedDocument({ source, title, keys, notes }: Document): Cited {
  const doi = keys.find((key) => key.startsWith('doi:'))?.slice('doi:'.length) ?? null;
  for (const { target } of notes) {
    const parsed = v.safeParse(citation, 'citation' in target ? target.citation : undefined);
    if (parsed.success) return { ...parsed.output, source, title: parsed.output.title ?? title, doi };
  }
  return { source, title, doi };
}

export type PersonName = { family: string; given: string } | { literal: string };

/**
 * A name in two parts, where the page wrote it so ("Family, Given") or where it is of a few words in a script that writes the
 * family name last. Else as it stands: a library's or a newspaper's name has no first name.
 */
export function nameParts(name: string): PersonName {
  const [family = '', given = '', ...more] = name.split(',').map((part) => part.trim());
  if (family !== '' && given !== '' && more.length === 0) return { family, given };
  const words = name.trim().split(/\s+/);
  const isPerson =
    words.length >= 2 && words.length <= 4 && words.every((word) => /^\p{Lu}[\p{L}\p{M}.'’-]*$/u.test(word));
  const last = words.at(-1);
  return isPerson && last !== undefined
    ? { family: last, given: words.slice(0, -1).join(' ') }
    : { literal: name.trim() };
}
