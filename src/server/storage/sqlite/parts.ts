/** Size of groups and notes by terms (storage/parts.ts) over one SQLite connection. */
import { integer, text } from '../columns.ts';
import type { Columns } from '../columns.ts';
import type { Page, PageRequest } from '../page.ts';
import type { PartReading, PartWriting } from '../parts.ts';
import { viewerOf } from '../page.ts';
import { DOCUMENT_TERM, TAG_TERM } from '../parts.ts';
import { toHistory, toPage } from '../rows.ts';
import type { Statements } from './statements.ts';

const WEIGHT = `
  SELECT count(*) AS notes, coalesce(sum(octet_length(body)), 0) AS bytes FROM records
  WHERE group_id = ? AND seq > ? AND seq <= ? AND kind = 'annotation' AND deleted = 0`;
const BEFORE_NEWEST = `
  SELECT seq FROM records WHERE group_id = ? AND kind = 'annotation' AND deleted = 0
  ORDER BY seq DESC LIMIT 1 OFFSET ?`;
const HISTORY = `
  SELECT id, kind, author, seq, deleted, body FROM records WHERE group_id = ? AND seq > ? ORDER BY seq LIMIT ?`;
const AUTHORS = 'SELECT id, author FROM records WHERE group_id = ? AND id IN (SELECT value FROM json_each(?))';
const INDEXED = 'SELECT upto FROM note_index WHERE group_id = ?';
/** How far the group has forgotten its tombstones, for a member alone. */
export const READABLE = `
  SELECT g.purged FROM memberships m JOIN groups g USING (group_id)
  WHERE m.group_id = ? AND m.member = ? AND m.status = 'active'`;
const DOCUMENT_TERMS = `
  SELECT DISTINCT term FROM note_terms WHERE group_id = ? AND term > ? AND term < ? ORDER BY term LIMIT ?`;
const NAMED = `
  SELECT DISTINCT n.id FROM json_each(?) AS named CROSS JOIN note_terms n ON n.group_id = ? AND n.term = named.value`;
/** With the reactions to them. CROSS JOIN: from the terms to their few records, never the other way round. */
const PART = `
  WITH found AS MATERIALIZED (
    SELECT DISTINCT n.id FROM json_each(?1) AS named CROSS JOIN note_terms n ON n.group_id = ?2 AND n.term = named.value
  )
  SELECT r.seq, r.body FROM found CROSS JOIN records r ON r.group_id = ?2 AND r.id = found.id
  WHERE r.seq > ?3 AND r.deleted = 0
  UNION ALL
  SELECT r.seq, r.body FROM found CROSS JOIN records r ON r.group_id = ?2 AND r.target = found.id
  WHERE r.seq > ?3 AND (r.seen_by IS NULL OR r.seen_by = ?5 OR r.author = ?5)
  ORDER BY 1 LIMIT ?4`;
const REACTIONS = `
  SELECT r.seq, r.body FROM (SELECT DISTINCT value AS id FROM json_each(?1)) AS named
  CROSS JOIN records r ON r.group_id = ?2 AND r.target = named.id
  WHERE r.seq > ?3 AND (r.seen_by IS NULL OR r.seen_by = ?5 OR r.author = ?5)
  ORDER BY r.seq LIMIT ?4`;
const PEOPLE = `
  SELECT r.seq, r.body FROM (SELECT record AS id FROM memberships WHERE group_id = ? UNION ALL SELECT ?) AS people
  CROSS JOIN records r ON r.group_id = ? AND r.id = people.id
  WHERE r.seq > ? AND r.deleted = 0 ORDER BY r.seq LIMIT ?`;
const DROP_TERMS = `
  DELETE FROM note_terms WHERE group_id = ? AND id IN (SELECT value FROM json_each(?)) AND substr(term, 1, 1) IN ('${DOCUMENT_TERM}', '${TAG_TERM}')`;
const ADD_TERM = 'INSERT OR IGNORE INTO note_terms (group_id, term, id) VALUES (?, ?, ?)';
const SET_INDEXED = 'INSERT OR REPLACE INTO note_index (group_id, upto) VALUES (?, ?)';

export function sqlitePartReading(statements: Statements): PartReading {
  const one = (sql: string, ...values: (string | number)[]): Columns | undefined => statements.get(sql).get(...values);
  const all = (sql: string, ...values: (string | number)[]): Columns[] => statements.get(sql).all(...values);

  /** As for a page (reading.ts), both reads run without a pause in between. */
  const readable = (request: PageRequest, find: (request: PageRequest) => Columns[]): Page | null => {
    const found = one(READABLE, request.group, request.reader);
    return found ? toPage(find(request), request, integer(found, 'purged')) : null;
  };

  return {
    weight: async (group, after, upto) => {
      const found = one(WEIGHT, group, after, upto) ?? {};
      return { notes: integer(found, 'notes'), bytes: integer(found, 'bytes') };
    },
    beforeNewest: async (group, count) => {
      const found = one(BEFORE_NEWEST, group, count);
      return found ? integer(found, 'seq') : 0;
    },
    history: async (group, after, limit) => all(HISTORY, group, after, limit).map(toHistory),
    authors: async (group, ids) =>
      new Map(all(AUTHORS, group, JSON.stringify(ids)).map((found) => [text(found, 'id'), text(found, 'author')])),
    indexed: async (group) => {
      const found = one(INDEXED, group);
      return found ? integer(found, 'upto') : 0;
    },
    documentTerms: async ({ group, reader, after, limit }) =>
      one(READABLE, group, reader)
        ? all(DOCUMENT_TERMS, group, after, END_OF_DOCUMENTS, limit).map((found) => text(found, 'term'))
        : null,
    named: async (group, terms) => all(NAMED, JSON.stringify(terms), group).map((found) => text(found, 'id')),
    people: async (request) =>
      readable(request, ({ group, after, limit }) => all(PEOPLE, group, group, group, after, limit + 1)),
    part: async (request) =>
      readable(request, ({ group, after, limit }) =>
        all(PART, JSON.stringify(request.terms), group, after, limit + 1, viewerOf(request)),
      ),
    reactionsPart: async (request) =>
      readable(request, ({ group, after, limit }) =>
        all(REACTIONS, JSON.stringify(request.notes), group, after, limit + 1, viewerOf(request)),
      ),
  };
}

/** The first text after all that begin as documents' terms do. */
const END_OF_DOCUMENTS = String.fromCharCode(DOCUMENT_TERM.charCodeAt(0) + 1);

export function sqlitePartWriting(statements: Statements): PartWriting {
  return {
    dropChangingTerms: async (group, ids) => {
      statements.get(DROP_TERMS).run(group, JSON.stringify(ids));
    },
    addTerms: async (group, entries) => {
      for (const { id, terms } of entries) for (const term of terms) statements.get(ADD_TERM).run(group, term, id);
    },
    setIndexed: async (group, upto) => {
      statements.get(SET_INDEXED).run(group, upto);
    },
  };
}
