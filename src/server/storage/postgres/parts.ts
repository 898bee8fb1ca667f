/** Size of groups and notes by terms (storage/parts.ts) over PostgreSQL. */
import { integer, text } from '../columns.ts';
import type { Columns } from '../columns.ts';
import type { Page, PageRequest } from '../page.ts';
import type { PartReading, PartWriting } from '../parts.ts';
import { viewerOf } from '../page.ts';
import { DOCUMENT_TERM, TAG_TERM } from '../parts.ts';
import { toHistory, toPage } from '../rows.ts';
import type { Run, Statement } from './statement.ts';

const WEIGHT: Statement = {
  name: 'weight',
  text: `
    SELECT count(*) AS notes, coalesce(sum(octet_length(body)), 0)::bigint AS bytes FROM records
    WHERE group_id = $1 AND seq > $2 AND seq <= $3 AND kind = 'annotation' AND NOT deleted`,
};
const BEFORE_NEWEST: Statement = {
  name: 'before_newest',
  text: `
    SELECT seq FROM records WHERE group_id = $1 AND kind = 'annotation' AND NOT deleted
    ORDER BY seq DESC LIMIT 1 OFFSET $2`,
};
const HISTORY: Statement = {
  name: 'history',
  text: `
    SELECT id, kind, author, seq, deleted, body FROM records WHERE group_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
};
const AUTHORS: Statement = {
  name: 'authors',
  text: 'SELECT id, author FROM records WHERE group_id = $1 AND id = ANY ($2)',
};
const INDEXED: Statement = { name: 'indexed', text: 'SELECT upto FROM note_index WHERE group_id = $1' };
/** As for a page (reading.ts): one statement, no row where the reader is no member, an empty one where nothing is found. */
const DOCUMENT_TERMS: Statement = {
  name: 'document_terms',
  text: `
    SELECT found.term FROM memberships m LEFT JOIN LATERAL (
      SELECT DISTINCT term FROM note_terms
      WHERE group_id = m.group_id AND term > $3 AND left(term, 1) = '${DOCUMENT_TERM}' ORDER BY term LIMIT $4
    ) AS found ON true
    WHERE m.group_id = $1 AND m.member = $2 AND m.status = 'active' ORDER BY found.term`,
};
/** Planned each time: a plan that was made while the index was nearly empty reads all of a group. */
const NAMED: Statement = {
  name: '',
  text: 'SELECT DISTINCT id FROM note_terms WHERE group_id = $1 AND term = ANY ($2)',
};
const PART: Statement = {
  name: 'part',
  text: `
    SELECT found.seq, found.body, g.purged
    FROM memberships m JOIN groups g ON g.group_id = m.group_id LEFT JOIN LATERAL (
      WITH named AS MATERIALIZED (SELECT DISTINCT id FROM note_terms WHERE group_id = m.group_id AND term = ANY ($5))
      SELECT r.seq, r.body FROM named JOIN records r ON r.group_id = m.group_id AND r.id = named.id
      WHERE r.seq > $3 AND NOT r.deleted
      UNION ALL
      SELECT r.seq, r.body FROM named JOIN records r ON r.group_id = m.group_id AND r.target = named.id
      WHERE r.seq > $3 AND (r.seen_by IS NULL OR r.seen_by = $6 OR r.author = $6)
      ORDER BY seq LIMIT $4
    ) AS found ON true
    WHERE m.group_id = $1 AND m.member = $2 AND m.status = 'active' ORDER BY found.seq`,
};
const REACTIONS: Statement = {
  name: 'reactions_part',
  text: `
    SELECT found.seq, found.body, g.purged
    FROM memberships m JOIN groups g ON g.group_id = m.group_id LEFT JOIN LATERAL (
      SELECT r.seq, r.body FROM records r
      WHERE r.group_id = m.group_id AND r.target = ANY ($5) AND r.seq > $3
        AND (r.seen_by IS NULL OR r.seen_by = $6 OR r.author = $6)
      ORDER BY r.seq LIMIT $4
    ) AS found ON true
    WHERE m.group_id = $1 AND m.member = $2 AND m.status = 'active' ORDER BY found.seq`,
};
const PEOPLE: Statement = {
  name: 'people',
  text: `
    SELECT found.seq, found.body, g.purged
    FROM memberships m JOIN groups g ON g.group_id = m.group_id LEFT JOIN LATERAL (
      SELECT r.seq, r.body
      FROM (SELECT record AS id FROM memberships WHERE group_id = m.group_id UNION ALL SELECT m.group_id) AS people
      JOIN records r ON r.group_id = m.group_id AND r.id = people.id
      WHERE r.seq > $3 AND NOT r.deleted ORDER BY r.seq LIMIT $4
    ) AS found ON true
    WHERE m.group_id = $1 AND m.member = $2 AND m.status = 'active' ORDER BY found.seq`,
};
const DROP_TERMS: Statement = {
  name: 'drop_terms',
  text: `DELETE FROM note_terms WHERE group_id = $1 AND id = ANY ($2) AND left(term, 1) IN ('${DOCUMENT_TERM}', '${TAG_TERM}')`,
};
const ADD_TERMS: Statement = {
  name: 'add_terms',
  text: `
    INSERT INTO note_terms (group_id, term, id) SELECT $1, term, id FROM unnest($2::text[], $3::text[]) AS added (term, id)
    ON CONFLICT DO NOTHING`,
};
const SET_INDEXED: Statement = {
  name: 'set_indexed',
  text: `
    INSERT INTO note_index (group_id, upto) VALUES ($1, $2)
    ON CONFLICT (group_id) DO UPDATE SET upto = excluded.upto`,
};

export function postgresPartReading(run: Run): PartReading {
  return {
    weight: async (group, after, upto) => {
      const [found = {}] = await run(WEIGHT, [group, after, upto]);
      return { notes: integer(found, 'notes'), bytes: integer(found, 'bytes') };
    },
    beforeNewest: async (group, count) => {
      const [found] = await run(BEFORE_NEWEST, [group, count]);
      return found ? integer(found, 'seq') : 0;
    },
    history: async (group, after, limit) => (await run(HISTORY, [group, after, limit])).map(toHistory),
    authors: async (group, ids) =>
      new Map((await run(AUTHORS, [group, ids])).map((found) => [text(found, 'id'), text(found, 'author')])),
    indexed: async (group) => {
      const [found] = await run(INDEXED, [group]);
      return found ? integer(found, 'upto') : 0;
    },
    documentTerms: async ({ group, reader, after, limit }) => {
      const found = await run(DOCUMENT_TERMS, [group, reader, after, limit]);
      if (found.length === 0) return null;
      return found[0]?.['term'] === null ? [] : found.map((one) => text(one, 'term'));
    },
    named: async (group, terms) => (await run(NAMED, [group, terms])).map((found) => text(found, 'id')),
    people: async (request) => pageOf(request, await run(PEOPLE, bounds(request))),
    part: async (request) => pageOf(request, await run(PART, [...bounds(request), request.terms, viewerOf(request)])),
    reactionsPart: async (request) =>
      pageOf(request, await run(REACTIONS, [...bounds(request), request.notes, viewerOf(request)])),
  };
}

function bounds({ group, reader, after, limit }: PageRequest): unknown[] {
  return [group, reader, after, limit + 1];
}

/** @param found one row without a record where nothing is found, none where the reader is no member */
function pageOf(request: PageRequest, found: readonly Columns[]): Page | null {
  const [first] = found;
  if (!first) return null;
  return toPage(first['seq'] === null ? [] : found, request, integer(first, 'purged'));
}

export function postgresPartWriting(run: Run): PartWriting {
  return {
    dropChangingTerms: async (group, ids) => {
      await run(DROP_TERMS, [group, ids]);
    },
    addTerms: async (group, entries) => {
      const pairs = entries.flatMap(({ id, terms }) => terms.map((term) => [term, id] as const));
      await run(ADD_TERMS, [group, pairs.map(([term]) => term), pairs.map(([, id]) => id)]);
    },
    setIndexed: async (group, upto) => {
      await run(SET_INDEXED, [group, upto]);
    },
  };
}
