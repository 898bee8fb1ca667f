/** The search of tools (storage/search.ts) over one SQLite connection. */
import { integer, text, type Columns } from '../columns.ts';
import { putPlaces, type PlaceStore, type SearchReading, type SearchWriting } from '../search.ts';
import { PLACE, countPlaces, findPlaces, freeTime, toPlace, type ListDialect, type Query } from '../search-sql.ts';
import type { Statements } from './statements.ts';

const LIST: ListDialect = { rows: 'SELECT value FROM json_each(?)', value: (list) => JSON.stringify(list) };

const BY_ID = `SELECT ${PLACE} FROM note_times t WHERE t.group_id = ? AND t.id IN (${LIST.rows})`;
/** CROSS JOIN: from the ids to their records, never along the group. */
const BODIES = `
  SELECT r.id, r.body FROM memberships m CROSS JOIN json_each(?1) AS named
  CROSS JOIN records r ON r.group_id = m.group_id AND r.id = named.value
  WHERE m.group_id = ?2 AND m.member = ?3 AND m.status = 'active' AND r.kind = 'annotation' AND r.deleted = 0`;
const DROP = `DELETE FROM note_times WHERE group_id = ? AND id IN (${LIST.rows})`;
const ADD = `
  INSERT INTO note_times (group_id, id, author, above, created, updated) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

export function sqliteSearchReading(statements: Statements): SearchReading {
  const run = ({ sql, values }: Query): Columns[] => statements.get(sql).all(...values.map(toParameter));
  return {
    findPlaces: async (...asked) => run(findPlaces(LIST, ...asked)).map(toPlace),
    countPlaces: async (...asked) => integer(run(countPlaces(LIST, ...asked))[0] ?? {}, 'n'),
    placesById: async (group, ids) => statements.get(BY_ID).all(group, JSON.stringify(ids)).map(toPlace),
    bodies: async (group, reader, ids) =>
      new Map(
        statements
          .get(BODIES)
          .all(JSON.stringify(ids), group, reader)
          .map((found) => [text(found, 'id'), text(found, 'body')]),
      ),
  };
}

export function sqliteSearchWriting(statements: Statements): SearchWriting {
  const drop = (group: string, ids: readonly string[]): unknown => statements.get(DROP).run(group, JSON.stringify(ids));
  const store: PlaceStore = {
    take: async (group, ids) => {
      const before = statements.get(BY_ID).all(group, JSON.stringify(ids)).map(toPlace);
      if (before.length > 0) drop(group, ids);
      return before;
    },
    add: async (group, places) => {
      const add = statements.get(ADD);
      const added = places.filter(
        ({ id, author, above, created, updated }) =>
          add.run(group, id, author, above.join(' '), created, updated).changes === 1,
      );
      return new Set(added.map(({ id }) => id));
    },
    free: async (column, from) => integer(statements.get(FREE[column]).get(from) ?? {}, 'at'),
  };
  return {
    putPlaces: (group, places) => putPlaces(store, group, places),
    dropPlaces: async (group, ids) => {
      drop(group, ids);
    },
  };
}

const FREE = { created: freeTime('created', '?1'), updated: freeTime('updated', '?1') };

function toParameter(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError('no parameter of a search');
}
