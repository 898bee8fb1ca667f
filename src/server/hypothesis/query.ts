/** What a tool asks of a search (h API v1 `search`), read from its address. */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { HttpError } from '../http/http-error.ts';
import type { PlaceOrder } from '../storage/search.ts';
import { readId, readTime, readUser } from './names.ts';
import type { Words } from './words.ts';

export type Sort = 'created' | 'updated' | 'group' | 'id' | 'user';

export type Query = {
  limit: number;
  offset: number;
  sort: Sort;
  descending: boolean;
  /** A time in microseconds where it is sorted by one, else an id. */
  after: number | string | null;
  /** Each of these a document; a note is of one of them. Null: of any. */
  uris: readonly string[] | null;
  groups: readonly string[] | null;
  /** Accounts; whoever is none of here finds nothing. */
  users: readonly Id[] | null;
  /** All of them. */
  tags: readonly string[];
  /** Notes below one of these. */
  references: readonly Id[] | null;
  words: Words;
  /** Answers apart from what they answer. */
  separate: boolean;
};

export const MAX_LIMIT = 200;
const MAX_OFFSET = 9800;
/** A longer search than anybody types; without an end it would be a way to keep us busy. */
const MAX_VALUES = 50;
const MAX_LENGTH = 4096;
/** A pattern is tried from every letter of every address. */
const MAX_PATTERNS = 5;
const MAX_PATTERN = 256;

export const ORDER: Record<Exclude<Sort, 'group'>, PlaceOrder> = {
  created: 'created',
  updated: 'updated',
  id: 'id',
  user: 'author',
};

const whole = (most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number), v.maxValue(most, `It is ${most} at most.`));
const simple = v.object({
  limit: v.optional(whole(MAX_LIMIT), '20'),
  offset: v.optional(whole(MAX_OFFSET), '0'),
  sort: v.optional(v.picklist(['created', 'updated', 'group', 'id', 'user']), 'updated'),
  order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
  _separate_replies: v.optional(v.picklist(['true', 'false', '1', '0', 'True', 'False']), 'false'),
});

/** Throws `bad_request` with what is wrong. @param asked the parameters by name, each with all its values */
export function readQuery(asked: Readonly<Record<string, readonly string[]>>, authority: string): Query {
  const all = (...names: string[]): string[] => names.flatMap((name) => asked[name] ?? []);
  if (Object.values(asked).some((values) => values.length > MAX_VALUES || values.some(isTooLong))) {
    throw refused('That is more than one search may ask.');
  }
  const patterns = all('wildcard_uri');
  if (patterns.length > MAX_PATTERNS || patterns.some(({ length }) => length > MAX_PATTERN))
    throw refused('wildcard_uri: That is more than one search may ask.');
  const first = Object.fromEntries(Object.entries(asked).map(([name, [value]]) => [name, value]));
  const parsed = v.safeParse(simple, first);
  if (!parsed.success) throw refused(`${v.getDotPath(parsed.issues[0]) ?? ''}: ${parsed.issues[0].message}`);
  const { limit, offset, sort, order, _separate_replies: separate } = parsed.output;
  const someOf = <T>(values: readonly T[]): readonly T[] | null => (values.length > 0 ? values : null);
  const ids = (values: readonly string[], read: (text: string) => Id | null): readonly Id[] | null =>
    someOf(values) && values.flatMap((value) => read(value) ?? []);
  return {
    limit,
    offset,
    sort,
    descending: order === 'desc',
    after: readAfter(first['search_after'], sort, authority),
    uris: someOf(all('uri', 'url')),
    groups: someOf(all('group')),
    users: ids(all('user'), (text) => readUser(text, authority)),
    tags: all('tag', 'tags').filter((tag) => tag.trim() !== ''),
    references: ids(all('references'), readId),
    words: {
      any: all('any'),
      text: all('text'),
      quote: all('quote'),
      uriParts: all('uri.parts'),
      wildcards: all('wildcard_uri'),
    },
    separate: /^(true|1)$/i.test(separate),
  };
}

function isTooLong(value: string): boolean {
  return value.length > MAX_LENGTH;
}

function readAfter(text: string | undefined, sort: Sort, authority: string): number | string | null {
  if (text === undefined || text === '') return null;
  const after =
    sort === 'id' || sort === 'group'
      ? (/^[\w-]{1,64}$/.exec(text)?.[0] ?? null)
      : sort === 'user'
        ? readUser(text, authority)
        : readTime(text);
  if (after === null) throw refused('search_after: It is nothing of what the search is sorted by.');
  return after;
}

export function refused(reason: string): HttpError {
  return new HttpError('bad_request', null, reason);
}
