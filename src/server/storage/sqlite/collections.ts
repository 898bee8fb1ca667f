/** Groups as collections of annotations (storage/collections.ts) over one SQLite connection. */
import type { CollectionReading, CollectionWriting } from '../collections.ts';
import { integer, text } from '../columns.ts';
import type { Statements } from './statements.ts';

const COLLECTION = `
  SELECT g.last_at,
    (SELECT count(*) FROM records r WHERE r.group_id = g.group_id AND r.kind = 'annotation' AND r.deleted = 0) AS total
  FROM groups g JOIN memberships m ON m.group_id = g.group_id
  WHERE g.group_id = ? AND m.member = ? AND m.status = 'active'`;
const PAGE = `
  SELECT body FROM records r WHERE r.group_id = ?1 AND r.kind = 'annotation' AND r.deleted = 0
    AND EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = ?1 AND m.member = ?2 AND m.status = 'active')
  ORDER BY r.seq LIMIT ?3 OFFSET ?4`;
const NAMES = `
  SELECT id, name FROM annotation_names WHERE group_id = ? AND id IN (SELECT value FROM json_each(?))`;
const NAMED = 'SELECT id FROM annotation_names WHERE group_id = ? AND name = ?';
const END_FEED = 'DELETE FROM feeds WHERE group_id = ? AND member = ?';
const NAME = 'INSERT INTO annotation_names (group_id, name, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';

export function sqliteCollectionReading(statements: Statements): CollectionReading {
  return {
    collection: async (group, reader) => {
      const found = statements.get(COLLECTION).get(group, reader);
      return found ? { total: integer(found, 'total'), changedAt: integer(found, 'last_at') } : null;
    },
    collectionPage: async ({ group, reader, from, limit }) =>
      statements
        .get(PAGE)
        .all(group, reader, limit, from)
        .map((found) => text(found, 'body')),
    annotationNames: async (group, ids) =>
      new Map(
        statements
          .get(NAMES)
          .all(group, JSON.stringify(ids))
          .map((found) => [text(found, 'id'), text(found, 'name')]),
      ),
    annotationNamed: async (group, name) => {
      const found = statements.get(NAMED).get(group, name);
      return found ? text(found, 'id') : null;
    },
  };
}

export function sqliteCollectionWriting(statements: Statements): CollectionWriting {
  return {
    endFeed: async (group, member) => {
      statements.get(END_FEED).run(group, member);
    },
    nameAnnotation: async ({ group, name, id }) => statements.get(NAME).run(group, name, id).changes === 1,
  };
}
