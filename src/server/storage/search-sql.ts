/** The SQL of a search (storage/search.ts), which differs by what is asked and hardly by the kind of database. `?` stands for each parameter in turn. */
import type { Id } from '../../core/id.ts';
import { integer, text, type Columns } from './columns.ts';
import type { NotePlace, PlaceOrder, PlacePage, PlaceSearch } from './search.ts';

/** How a database is given a list of texts as one parameter: the rows in it, and the parameter. */
export type ListDialect = { rows: string; value: (list: readonly string[]) => unknown };

export type Query = { sql: string; values: unknown[] };

export const PLACE = 't.id, t.author, t.above, t.created, t.updated';

export function findPlaces(dialect: ListDialect, group: Id, search: PlaceSearch, page: PlacePage): Query {
  const { by, descending, after, limit } = page;
  const { sql, values } = found(dialect, group, search);
  const [column, way] = [COLUMN[by], descending ? 'DESC' : 'ASC'];
  const from = after === null ? '' : ` AND ${column} ${descending ? '<' : '>'} ?`;
  // Those of a term are few: they are sorted, and not looked for along the order of all.
  const sorted = search.terms.length === 0 ? column : `${column} ${by === 'id' || by === 'author' ? "|| ''" : '+ 0'}`;
  return {
    sql: `SELECT ${PLACE} ${sql}${from} ORDER BY ${sorted} ${way}${by === 'author' ? `, t.id ${way}` : ''} LIMIT ?`,
    values: [...values, ...(after === null ? [] : [after]), limit],
  };
}

export function countPlaces(dialect: ListDialect, group: Id, search: PlaceSearch): Query {
  const { sql, values } = found(dialect, group, search);
  return { sql: `SELECT count(*) AS n ${sql}`, values };
}

/** The first time from a given one on that no note has, as `at`. @param from the parameter, which stands there more than once */
export function freeTime(column: 'created' | 'updated', from: string): string {
  return `
    SELECT CASE WHEN EXISTS (SELECT 1 FROM note_times WHERE ${column} = ${from}) THEN (
      SELECT t.${column} + 1 FROM note_times t
      WHERE t.${column} >= ${from} AND NOT EXISTS (SELECT 1 FROM note_times n WHERE n.${column} = t.${column} + 1)
      ORDER BY t.${column} LIMIT 1
    ) ELSE CAST(${from} AS bigint) END AS at`;
}

export function toPlace(row: Columns): NotePlace {
  return {
    id: text(row, 'id'),
    author: text(row, 'author'),
    above: text(row, 'above').split(' ').filter(Boolean),
    created: integer(row, 'created'),
    updated: integer(row, 'updated'),
  };
}

const COLUMN: Record<PlaceOrder, string> = {
  created: 't.created',
  updated: 't.updated',
  id: 't.id',
  author: 't.author',
};

function found({ rows, value }: ListDialect, group: Id, { authors, isFirst, terms }: PlaceSearch): Query {
  const having = terms.map(
    () => ` AND t.id IN (SELECT n.id FROM note_terms n WHERE n.group_id = ? AND n.term IN (${rows}))`,
  );
  const conditions = [
    ...having,
    authors === null ? '' : ` AND t.author IN (${rows})`,
    isFirst ? " AND t.above = ''" : '',
  ];
  return {
    sql: `FROM note_times t WHERE t.group_id = ?${conditions.join('')}`,
    values: [group, ...terms.flatMap((list) => [group, value(list)]), ...(authors === null ? [] : [value(authors)])],
  };
}
