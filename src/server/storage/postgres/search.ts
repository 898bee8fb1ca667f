/** The search of tools (storage/search.ts) over PostgreSQL. */
import { integer, text } from '../columns.ts';
import { putPlaces, type PlaceStore, type SearchReading, type SearchWriting } from '../search.ts';
import { PLACE, countPlaces, findPlaces, freeTime, toPlace, type ListDialect, type Query } from '../search-sql.ts';
import { numbered, type Run, type Statement } from './statement.ts';

const LIST: ListDialect = { rows: 'SELECT unnest(?::text[])', value: (list) => list };

/** Planned each time, as TAKE is: a plan that was made while the index was nearly empty reads all of a group for each slice of it. */
const BY_ID: Statement = {
  name: '',
  text: `SELECT ${PLACE} FROM note_times t WHERE t.group_id = $1 AND t.id = ANY ($2)`,
};
const BODIES: Statement = {
  name: 'bodies',
  text: `
    SELECT r.id, r.body FROM memberships m JOIN records r ON r.group_id = m.group_id
    WHERE m.group_id = $1 AND m.member = $2 AND m.status = 'active'
      AND r.id = ANY ($3) AND r.kind = 'annotation' AND NOT r.deleted`,
};
const TAKE: Statement = {
  name: '',
  text: `DELETE FROM note_times t WHERE t.group_id = $1 AND t.id = ANY ($2) RETURNING ${PLACE}`,
};
/** Who adds the same time at once waits for the other here, and then takes the next one. */
const ADD: Statement = {
  name: 'add_places',
  text: `
    INSERT INTO note_times (group_id, id, author, above, created, updated)
    SELECT $1, added.* FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[]) AS added
    ON CONFLICT DO NOTHING RETURNING id`,
};

export function postgresSearchReading(run: Run): SearchReading {
  // What they say differs by what is asked: prepared for once.
  const ask = ({ sql, values }: Query) => run({ name: '', text: numbered(sql) }, values);
  return {
    findPlaces: async (...asked) => (await ask(findPlaces(LIST, ...asked))).map(toPlace),
    countPlaces: async (...asked) => integer((await ask(countPlaces(LIST, ...asked)))[0] ?? {}, 'n'),
    placesById: async (group, ids) => (await run(BY_ID, [group, ids])).map(toPlace),
    bodies: async (group, reader, ids) =>
      new Map((await run(BODIES, [group, reader, ids])).map((found) => [text(found, 'id'), text(found, 'body')])),
  };
}

export function postgresSearchWriting(run: Run): SearchWriting {
  const store: PlaceStore = {
    take: async (group, ids) => (await run(TAKE, [group, ids])).map(toPlace),
    add: async (group, places) => {
      const columns = [
        places.map(({ id }) => id),
        places.map(({ author }) => author),
        places.map(({ above }) => above.join(' ')),
        places.map(({ created }) => created),
        places.map(({ updated }) => updated),
      ];
      return new Set((await run(ADD, [group, ...columns])).map((found) => text(found, 'id')));
    },
    free: async (column, from) => integer((await run(FREE[column], [from]))[0] ?? {}, 'at'),
  };
  return {
    putPlaces: (group, places) => putPlaces(store, group, places),
    dropPlaces: async (group, ids) => {
      await run(TAKE, [group, ids]);
    },
  };
}

const FREE: Record<'created' | 'updated', Statement> = {
  created: { name: 'free_created', text: freeTime('created', '$1') },
  updated: { name: 'free_updated', text: freeTime('updated', '$1') },
};
