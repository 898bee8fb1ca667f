/**
 * What a page says of the work that it is in JSON-LD of schema.org (https://schema.org/CreativeWork), as claims beside those of its
 * `meta` elements: citation-claims.ts knows what they mean. A page may say anything, at any length and in a circle: so much of it is
 * looked at, and no reference is followed further than a few steps.
 */
import { isRecord } from './is-record.ts';
import type { Claim } from './citation-claims.ts';

/** The work comes before the page that shows it; of several works of one rank nobody knows which is meant. */
const RANKS = [/^(?:(?:Medical)?ScholarlyArticle|Book|Chapter|Thesis|Report)$/, /Article$|^BlogPosting$/, /Page$/];

/** Things of a page, steps from a work to the journal that it is in, and people who wrote it. */
const MOST_NODES = 200;
const MOST_STEPS = 4;
const MOST_PEOPLE = 20;
/** Characters of one claim; what is longer is none. */
const LONGEST = 500;

type Node = Readonly<Record<string, unknown>>;

/** @param documents each a parsed script; fewer than 50 claims, their names begin with `schema:` */
export function schemaClaims(documents: readonly unknown[]): Claim[] {
  const nodes = nodesIn(documents);
  const byId = new Map(
    nodes.flatMap((node) => (typeof node['@id'] === 'string' ? [[node['@id'], node] as const] : [])),
  );
  const work = workAmong(nodes);
  if (!work) return [];
  /** The thing itself, where no more than its address stands here. */
  const resolved = (value: unknown): Node | null => {
    const node = nodeIn(value);
    const id = node?.['name'] === undefined ? node?.['@id'] : null;
    return typeof id === 'string' ? (byId.get(id) ?? node) : node;
  };
  const claims: Claim[] = [];
  const say = (name: string, ...values: unknown[]): void => {
    const content = values.map(wordsIn).find((words) => words !== '');
    if (content !== undefined) claims.push({ name: `schema:${name}`, content });
  };
  say(
    'type',
    typesOf(work).find((type) => RANKS.some((rank) => rank.test(type))),
  );
  say('title', work['headline'], work['name']);
  for (const author of listOf(work['author'] ?? work['creator']).slice(0, MOST_PEOPLE))
    say('author', author, nameOf(resolved(author)));
  say('issued', work['datePublished'], work['dateCreated']);
  say('publisher', work['publisher'], resolved(work['publisher'])?.['name']);
  say('isbn', work['isbn']);
  say('pages', work['pagination']);
  say('firstpage', work['pageStart']);
  say('lastpage', work['pageEnd']);
  // An article is in an issue, which is of a volume, which is of a journal.
  let within: Node | null = work;
  for (let step = 0; within && step < MOST_STEPS; step++) {
    say('issue', within['issueNumber']);
    say('volume', within['volumeNumber']);
    say('issn', within['issn']);
    within = resolved(within['isPartOf']);
    if (within && !typesOf(within).some((type) => PARTS.has(type))) say('container', within['name']);
  }
  return claims;
}

/** These have names that are none: "Volume 3". */
const PARTS: ReadonlySet<string> = new Set(['PublicationIssue', 'PublicationVolume']);

/** The first by rank. Null for none, and where several could be it. */
function workAmong(nodes: readonly Node[]): Node | null {
  for (const rank of RANKS) {
    const [first, ...others] = nodes.filter((node) => typesOf(node).some((type) => rank.test(type)));
    if (first) return others.length > 0 ? null : first;
  }
  return null;
}

/** Those at the top, in lists and in graphs; and the work that a page says it is about. */
function nodesIn(documents: readonly unknown[]): Node[] {
  const waiting: unknown[] = [...documents];
  const nodes: Node[] = [];
  for (let at = 0; at < Math.min(waiting.length, MOST_NODES); at++) {
    const value = waiting[at];
    if (Array.isArray(value)) waiting.push(...value.slice(0, MOST_NODES));
    const node = nodeIn(value);
    if (!node || Array.isArray(value)) continue;
    nodes.push(node);
    waiting.push(...listOf(node['@graph']).slice(0, MOST_NODES), ...listOf(node['mainEntity']).slice(0, 1));
  }
  return nodes;
}

function typesOf(node: Node): string[] {
  return listOf(node['@type']).flatMap((type) => (typeof type === 'string' ? [type.replace(/^.*[/:#]/s, '')] : []));
}

/** As citations have it, where it is in two parts. */
function nameOf(person: Node | null): unknown {
  const [family, given] = [wordsIn(person?.['familyName']), wordsIn(person?.['givenName'])];
  return family !== '' && given !== '' ? `${family}, ${given}` : person?.['name'];
}

/** Of a value in several languages, the first. */
function wordsIn(value: unknown): string {
  const [first] = listOf(value);
  const said = nodeIn(first)?.['@value'] ?? first;
  if (typeof said === 'number') return String(said);
  if (typeof said !== 'string' || said.length > LONGEST) return '';
  return said.replace(/\s+/g, ' ').trim();
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function nodeIn(value: unknown): Node | null {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
  return isRecord(first) ? first : null;
}
