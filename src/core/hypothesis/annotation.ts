/**
 * What a note says, as Hypothesis has it, and back: the one place for both the API of its tools (server/hypothesis) and its
 * export files. Who wrote it, when, and who may read it stands around it and is its speaker's affair.
 */
import * as v from 'valibot';
import { identifyDocument } from '../document.ts';
import { id, type Id } from '../id.ts';
import { mentionsAsMarkdown } from '../mentions.ts';
import { isNestedTooDeeply } from '../nesting.ts';
import { MAX_TEXT, type AnnotationFields, type AnnotationKind, type Target } from '../record.ts';
import { fromHypothesisSelectors, toHypothesisSelectors, type HypothesisSelector } from './selectors.ts';

/** `references`: the notes above it, the first of the thread first; absent for one that answers nothing. */
export type HypothesisContent = {
  uri: string;
  text: string;
  tags: string[];
  references?: Id[];
  target: [{ source: string; selector?: HypothesisSelector[] }];
  document: { title: [string] };
};

const MAX_SELECTORS = 20;
const selectors = v.pipe(v.array(v.looseObject({ type: v.string() })), v.maxLength(MAX_SELECTORS));

/** What of a note only Hypothesis knows is kept beside what we know (`hypothesis` of its fields), to be handed back to its tools. */
const kept = v.object({
  /** All of its selectors as they came. */
  selectors: v.optional(selectors),
  /** Of a private note: the group that its tool wrote it in. There, as here, nobody but its author reads it. */
  group: v.optional(id),
  /** Keys of the annotation that neither of us knows. */
  extra: v.optional(v.record(v.string(), v.unknown())),
});
export type Kept = v.InferOutput<typeof kept>;

/** Characters of JSON that may be kept of one note: twice what a long selection has. */
const MAX_KEPT = 60_000;
const fits = (value: unknown): boolean => !isNestedTooDeeply(value) && JSON.stringify(value).length <= MAX_KEPT;
const keptExtra = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((value) => fits(value), 'What is to be kept of it is too long.'),
);

const one = v.fallback(v.union([v.string(), v.array(v.unknown())]), []);
const documentSent = v.object({
  title: one,
  link: v.fallback(
    v.array(v.fallback(v.looseObject({ href: v.string(), rel: v.optional(v.string()) }), { href: '' })),
    [],
  ),
  dc: v.fallback(v.object({ title: one, identifier: one }), { title: [], identifier: [] }),
  highwire: v.fallback(v.object({ title: one, doi: one }), { title: [], doi: [] }),
});
const NO_DOCUMENT: v.InferOutput<typeof documentSent> = v.parse(documentSent, {});

/** An annotation as a tool or a file of Hypothesis sends it. */
export const sentAnnotation = v.looseObject({
  uri: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4096)),
  text: v.optional(
    v.pipe(
      v.nullable(v.string()),
      v.transform((text) => text ?? ''),
      v.maxLength(MAX_TEXT),
    ),
    '',
  ),
  tags: v.optional(v.array(v.string()), []),
  references: v.optional(v.array(v.string()), []),
  target: v.optional(v.array(v.looseObject({ selector: v.fallback(v.array(v.unknown()), []) })), []),
  document: v.fallback(v.optional(documentSent, NO_DOCUMENT), NO_DOCUMENT),
});
export type SentAnnotation = v.InferOutput<typeof sentAnnotation>;

/** A note in their words. @param above the notes that it answers, from the first of the thread on */
export function toHypothesis(fields: AnnotationFields, above: readonly Id[]): HypothesisContent {
  const { target, tags, text } = fields;
  const selector = selectorsOf(fields);
  return {
    uri: target.source,
    text: mentionsAsMarkdown(text),
    tags,
    ...(above.length > 0 && { references: [...above] }),
    target: [{ source: target.source, ...(selector.length > 0 && { selector }) }],
    document: { title: [target.title] },
  };
}

/** What was kept of a note; none of what is not in its form, since peers write it. */
export function keptOf(fields: AnnotationFields): Kept {
  const parsed = v.safeParse(kept, fields['hypothesis']);
  return parsed.success ? parsed.output : {};
}

/**
 * Their annotation as a note of ours. @param parent the note that it answers
 * @param more what else is to be kept of it; throws a ValiError if that is too long
 */
export function fromHypothesis(
  sent: SentAnnotation,
  parent: Id | null,
  { group, extra = {} }: Omit<Kept, 'selectors'> = {},
): AnnotationFields {
  const selector = (sent.target[0]?.selector ?? []).slice(0, MAX_SELECTORS);
  const [text, tags] = [sent.text, cleanTags(sent.tags)];
  const target = targetOf(sent, parent === null ? fromHypothesisSelectors(selector) : []);
  const kept: Kept = {
    ...(!isSaidBy(target.selectors, selector) &&
      v.is(selectors, selector) &&
      selector.length > 0 &&
      fits(selector) && { selectors: selector }),
    ...(group !== undefined && { group }),
  };
  const rest = withExtra(kept, extra);
  const kind = kindOf(text, parent, target);
  return { kind, text, tags, target, parent, ...(Object.keys(rest).length > 0 && { hypothesis: rest }) };
}

/** Whether ours say all that theirs do: then they are not kept beside them, and are the same again for their tools (`selectorsOf`). */
function isSaidBy(ours: Target['selectors'], theirs: readonly unknown[]): boolean {
  const again = toHypothesisSelectors(ours);
  // What is nested too deeply for JSON is longer than ours.
  return (
    again.length === theirs.length && !isNestedTooDeeply(theirs) && JSON.stringify(again) === JSON.stringify(theirs)
  );
}

/** What is kept, and this with it. Throws a ValiError if that is too long. */
export function withExtra(before: Kept, more: Readonly<Record<string, unknown>>): Kept {
  const extra = { ...before.extra, ...more };
  return Object.keys(extra).length === 0 ? before : { ...before, extra: v.parse(keptExtra, extra) };
}

/** Tags as they are kept: without white space around them, each once. */
export function cleanTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
}

/** What a note is when it says this: with a first word, a highlight is a comment. */
export function kindOf(
  text: string,
  parent: Id | null,
  { selectors: found }: Pick<Target, 'selectors'>,
): AnnotationKind {
  if (parent !== null) return 'reply';
  if (found.length === 0) return 'page';
  return text === '' ? 'highlight' : 'comment';
}

/** Theirs as they came, as long as the note is where they say. */
function selectorsOf(fields: AnnotationFields): HypothesisSelector[] {
  const theirs = keptOf(fields).selectors ?? [];
  const ours = fields.target.selectors;
  const isSame = JSON.stringify(fromHypothesisSelectors(theirs)) === JSON.stringify(ours);
  return theirs.length > 0 && (isSame || fields.parent !== null) ? theirs : toHypothesisSelectors(ours);
}

function targetOf(sent: SentAnnotation, found: Target['selectors']): Target {
  const { title: titles, link, dc, highwire } = sent.document;
  const links = link.map(({ href }) => href);
  const [title = ''] = [...texts(titles), ...texts(dc.title), ...texts(highwire.title)];
  const fingerprint = [sent.uri, ...links].find((href) => href.startsWith(PDF))?.slice(PDF.length);
  // A PDF that was opened from a disk is named by its fingerprint, and by where it is from among its links.
  const url = sent.uri.startsWith(PDF) ? (links.find((href) => /^https?:/.test(href)) ?? sent.uri) : sent.uri;
  const identity = identifyDocument({
    url,
    title,
    canonical: link.find(({ rel }) => rel === 'canonical')?.href,
    dois: [...texts(dc.identifier), ...texts(highwire.doi)],
    fingerprint,
  });
  // What is no address is a name all the same.
  const {
    source,
    keys,
    title: called,
  } = identity ?? { source: sent.uri, keys: [sent.uri.toLowerCase()], title: title || sent.uri };
  return { source, keys: keys.slice(0, 20), title: called.slice(0, 1024), selectors: found };
}

const PDF = 'urn:x-pdf:';

function texts(value: string | readonly unknown[]): string[] {
  return [value].flat().filter((text): text is string => typeof text === 'string' && text.trim() !== '');
}
