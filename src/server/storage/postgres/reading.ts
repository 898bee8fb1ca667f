/**
 * The reads of the storage port over PostgreSQL. The same code reads committed data (over the
 * pool) and, inside a transaction, the transaction's own. Columns are named one by one: a later
 * migration of another process may add some while our statements are prepared.
 */
import { flag, integer, text } from '../columns.ts';
import { hashOfCode, toMembership, toModeration, toPlace, toRecord } from '../rows.ts';
import type { Reading } from '../storage.ts';
import { viewerOf } from '../page.ts';
import { postgresImageReading } from './images.ts';
import { postgresCollectionReading } from './collections.ts';
import { postgresNoteReading } from './notes.ts';
import { postgresPartReading } from './parts.ts';
import { postgresReactionReading } from './reactions.ts';
import { postgresReportReading } from './reports.ts';
import { postgresSearchReading } from './search.ts';
import type { Run, Statement } from './statement.ts';

const HEAD: Statement = { name: 'head', text: 'SELECT head FROM groups WHERE group_id = $1' };
const MEMBERSHIP: Statement = {
  name: 'membership',
  text: 'SELECT group_id, member, record, role, status FROM memberships WHERE group_id = $1 AND member = $2',
};
const MEMBERS: Statement = {
  name: 'members',
  text: "SELECT member FROM memberships WHERE group_id = $1 AND status = 'active'",
};
const PLACES: Statement = {
  name: 'places',
  text: `
    SELECT m.member, m.group_id, m.role, g.head, g.personal_owner IS NOT NULL AS personal
    FROM memberships m JOIN groups g USING (group_id)
    WHERE m.member = ANY ($1) AND m.status = 'active'`,
};
const RECORD: Statement = {
  name: 'record',
  text: `
    SELECT group_id, id, kind, author, rev, seq, deleted, body, field_revs, deleted_at, target, slot, seen_by
    FROM records WHERE group_id = $1 AND id = $2`,
};
/**
 * One statement sees one instant: nothing written after the reader was removed can be in the page
 * (fault F23). No row: the reader is no member. What no page has room for is not sent here, nor what is not the
 * reader's to see: of that the place alone counts, so that a cursor gets past it.
 */
const PAGE: Statement = {
  name: 'page',
  text: `
    SELECT g.purged, page.rows, page.count, page.cursor, page.more
    FROM memberships m JOIN groups g ON g.group_id = m.group_id CROSS JOIN LATERAL (
      SELECT string_agg(body, ',' ORDER BY seq) FILTER (WHERE fits) AS rows,
        count(body) FILTER (WHERE fits) AS count, max(seq) FILTER (WHERE fits) AS cursor, bool_or(NOT fits) AS more
      FROM (
        SELECT seq, body, place = 1 OR (place <= $4 AND octets <= $5) AS fits
        FROM (
          SELECT seq, body, row_number() OVER history AS place,
            coalesce(sum(octet_length(body)) OVER history, 0) AS octets
          FROM (
            SELECT seq, CASE WHEN seen_by IS NULL OR seen_by = $6 OR author = $6 THEN body END AS body
            FROM records WHERE group_id = $1 AND seq > $3 ORDER BY seq LIMIT $4 + 1
          ) AS next
          WINDOW history AS (ORDER BY seq ROWS UNBOUNDED PRECEDING)
        ) AS counted
      ) AS judged
    ) AS page
    WHERE m.group_id = $1 AND m.member = $2 AND m.status = 'active'`,
};
const INVITATION: Statement = { name: 'invitation', text: 'SELECT code FROM invitations WHERE group_id = $1' };
const INVITED_TO: Statement = { name: 'invited_to', text: 'SELECT group_id FROM invitations WHERE code_hash = $1' };
const MODERATIONS: Statement = {
  name: 'moderations',
  text: `
    SELECT group_id, seq, at, actor, act, subject, role FROM moderations
    WHERE group_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`,
};

export function postgresReading(run: Run): Reading {
  return {
    ...postgresPartReading(run),
    ...postgresReactionReading(run),
    ...postgresNoteReading(run),
    ...postgresSearchReading(run),
    ...postgresCollectionReading(run),
    ...postgresReportReading(run),
    ...postgresImageReading(run),
    head: async (group) => {
      const [found] = await run(HEAD, [group]);
      return found ? integer(found, 'head') : 0;
    },
    membership: async (group, member) => {
      const [found] = await run(MEMBERSHIP, [group, member]);
      return found ? toMembership(found) : null;
    },
    members: async (group) => (await run(MEMBERS, [group])).map((found) => text(found, 'member')),
    places: async (member) => (await run(PLACES, [[member]])).map(toPlace),
    placesOf: async (members) =>
      (await run(PLACES, [members])).map((found) => ({ ...toPlace(found), member: text(found, 'member') })),
    record: async (group, id) => {
      const [found] = await run(RECORD, [group, id]);
      return found ? toRecord(found) : null;
    },
    page: async (request) => {
      const { group, reader, after, limit, maxBytes } = request;
      const [found] = await run(PAGE, [group, reader, after, limit, maxBytes, viewerOf(request)]);
      if (!found) return null;
      const [count, floor] = [integer(found, 'count'), integer(found, 'purged')];
      if (found['cursor'] === null) return { rows: '', bytes: 0, count, cursor: after, more: false, floor };
      const rows = count === 0 ? '' : text(found, 'rows');
      return {
        rows,
        bytes: Buffer.byteLength(rows),
        count,
        cursor: integer(found, 'cursor'),
        more: flag(found, 'more'),
        floor,
      };
    },
    invitation: async (group) => {
      const [found] = await run(INVITATION, [group]);
      return found ? text(found, 'code') : null;
    },
    invitedTo: async (code) => {
      const [found] = await run(INVITED_TO, [hashOfCode(code)]);
      return found ? text(found, 'group_id') : null;
    },
    moderations: async (group, before, limit) => (await run(MODERATIONS, [group, before, limit])).map(toModeration),
  };
}
