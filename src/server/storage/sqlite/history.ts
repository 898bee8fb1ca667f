/**
 * The rows of one page, joined by SQLite: one string of all instead of one of each, which would then be
 * joined here. (As bytes they would be faster still to send, but memory outside of V8's heap drives its collector.)
 */
import { integer, text } from '../columns.ts';
import { viewerOf, type Page, type PageRequest } from '../page.ts';
import type { Statements } from './statements.ts';

/** For the viewer, who is the parameter. */
const isSeen = (viewer: string): string => `(seen_by IS NULL OR seen_by = ${viewer} OR author = ${viewer})`;
/**
 * Rows are joined as they are read, which is along the index that is named: in the order of their places. The fifth column
 * tells whether any come after them, the last whether some of them are not for everybody. The length is asked of the
 * whole: row by row it takes a fifth of the time.
 */
const JOINED = `
  SELECT count(*), max(seq), octet_length(group_concat(body, ',')), group_concat(body, ','),
    EXISTS (SELECT 1 FROM records WHERE group_id = ?1 AND seq > ?3),
    EXISTS (
      SELECT 1 FROM records INDEXED BY records_seen_by
      WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3 AND seen_by IS NOT NULL)
  FROM records INDEXED BY records_seq WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3`;
/**
 * Of rows that are not the viewer's to read the place counts, so that a cursor gets past them. Asked only where there are some:
 * to look at every row for it takes a tenth of a page's time.
 */
const JOINED_FOR_VIEWER = `
  SELECT count(*) FILTER (WHERE ${isSeen('?4')}), max(seq), octet_length(group_concat(body, ',') FILTER (WHERE ${isSeen('?4')})),
    group_concat(body, ',') FILTER (WHERE ${isSeen('?4')}),
    EXISTS (SELECT 1 FROM records WHERE group_id = ?1 AND seq > ?3)
  FROM records INDEXED BY records_seq WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3`;
/** The place of the nth row after another. */
const NTH = 'SELECT seq FROM records WHERE group_id = ? AND seq > ? ORDER BY seq LIMIT 1 OFFSET ? - 1';
const LENGTHS = `
  SELECT seq, CASE WHEN ${isSeen('?4')} THEN octet_length(body) ELSE 0 END
  FROM records WHERE group_id = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq`;

/** What is longer than a page may be must not be in memory before it is counted. */
const ROWS_AT_ONCE = 64;

/** `bytes` are those of the bodies, without the commas. */
type Piece = Omit<Page, 'floor'>;

/** @param floor of the page */
export function readHistory(statements: Statements, request: PageRequest, floor: number): Page {
  const { group, limit, maxBytes } = request;
  const history: History = { statements, group, viewer: viewerOf(request) };
  const pieces: string[] = [];
  let [count, bytes, cursor, more] = [0, 0, request.after, true];
  while (more && count < limit) {
    const piece = next(history, cursor, Math.min(ROWS_AT_ONCE, limit - count));
    const isWhole = bytes + piece.bytes <= maxBytes;
    const kept = isWhole ? piece : cut(history, cursor, piece, maxBytes - bytes, count === 0);
    more = kept.more;
    if (kept.count > 0) pieces.push(kept.rows);
    count += kept.count;
    bytes += kept.bytes;
    cursor = kept.cursor;
    if (!isWhole) break;
  }
  return { rows: pieces.join(','), bytes: bytes + Math.max(0, count - 1), count, cursor, more, floor };
}

/** Of one group, as one viewer may read it. */
type History = { statements: Statements; group: string; viewer: string };

/** So many rows after a place, or all there are; fewer where some of them are not the viewer's. */
function next(history: History, after: number, limit: number): Piece {
  // Where every place is in use, as where nothing was edited yet, the last one needs no search.
  const dense = read(history, after, after + limit);
  if (dense.count === limit || !dense.more) return dense;
  const last = history.statements.list(NTH, history.group, after, limit);
  return read(history, after, last ? integer(last, 0) : Number.MAX_SAFE_INTEGER);
}

function read({ statements, group, viewer }: History, after: number, to: number): Piece {
  const all = statements.list(JOINED, group, after, to) ?? [];
  const found = integer(all, 5) === 1 ? (statements.list(JOINED_FOR_VIEWER, group, after, to, viewer) ?? []) : all;
  const [count, more] = [integer(found, 0), integer(found, 4) === 1];
  const cursor = found[1] === null ? after : integer(found, 1);
  if (count === 0) return { rows: '', count, cursor, bytes: 0, more };
  return { rows: text(found, 3), count, cursor, bytes: integer(found, 2) - (count - 1), more };
}

/** The rows from the beginning of a piece that have room; the first one has, where it must. */
function cut(history: History, after: number, piece: Piece, room: number, isFirst: boolean): Piece {
  const { statements, group, viewer } = history;
  let end = after;
  let bytes = 0;
  for (const row of statements.lists(LENGTHS).iterate(group, after, piece.cursor, viewer)) {
    bytes += integer(row, 1);
    if (bytes > room && !(isFirst && end === after)) break;
    end = integer(row, 0);
  }
  return read(history, after, end);
}
