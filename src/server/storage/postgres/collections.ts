/** Groups as collections of annotations (storage/collections.ts) over PostgreSQL. */
import type { CollectionReading, CollectionWriting } from '../collections.ts';
import { integer, text } from '../columns.ts';
import type { Run, Statement } from './statement.ts';

const COLLECTION: Statement = {
  name: 'collection',
  text: `
    SELECT g.last_at,
      (SELECT count(*) FROM records r WHERE r.group_id = $1 AND r.kind = 'annotation' AND NOT r.deleted) AS total
    FROM groups g JOIN memberships m ON m.group_id = g.group_id
    WHERE g.group_id = $1 AND m.member = $2 AND m.status = 'active'`,
};
const PAGE: Statement = {
  name: 'collection_page',
  text: `
    SELECT r.body FROM records r WHERE r.group_id = $1 AND r.kind = 'annotation' AND NOT r.deleted
      AND EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = $1 AND m.member = $2 AND m.status = 'active')
    ORDER BY r.seq LIMIT $3 OFFSET $4`,
};
const NAMES: Statement = {
  name: 'annotation_names',
  text: 'SELECT id, name FROM annotation_names WHERE group_id = $1 AND id = ANY ($2)',
};
const NAMED: Statement = {
  name: 'annotation_named',
  text: 'SELECT id FROM annotation_names WHERE group_id = $1 AND name = $2',
};
const END_FEED: Statement = {
  name: 'end_feed',
  text: 'DELETE FROM feeds WHERE group_id = $1 AND member = $2',
};
const NAME: Statement = {
  name: 'name_annotation',
  text: 'INSERT INTO annotation_names (group_id, name, id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
};

export function postgresCollectionReading(run: Run): CollectionReading {
  return {
    collection: async (group, reader) => {
      const [found] = await run(COLLECTION, [group, reader]);
      return found ? { total: integer(found, 'total'), changedAt: integer(found, 'last_at') } : null;
    },
    collectionPage: async ({ group, reader, from, limit }) =>
      (await run(PAGE, [group, reader, limit, from])).map((found) => text(found, 'body')),
    annotationNames: async (group, ids) =>
      new Map((await run(NAMES, [group, ids])).map((found) => [text(found, 'id'), text(found, 'name')])),
    annotationNamed: async (group, name) => {
      const [found] = await run(NAMED, [group, name]);
      return found ? text(found, 'id') : null;
    },
  };
}

export function postgresCollectionWriting(run: Run): CollectionWriting {
  return {
    endFeed: async (group, member) => {
      await run(END_FEED, [group, member]);
    },
    nameAnnotation: async ({ group, name, id }) => (await run(NAME, [group, name, id])).length === 1,
  };
}
