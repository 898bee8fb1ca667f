/** Pictures (storage/images.ts) over one SQLite connection. */
import { integer, text } from '../columns.ts';
import { toImage, toImageEntry, type ImageReading, type ImageWriting } from '../images.ts';
import type { Statements } from './statements.ts';

const IMAGE = `
  SELECT i.type, i.body FROM images i JOIN memberships m ON m.group_id = i.group_id
  WHERE i.group_id = ? AND i.id = ? AND m.member = ? AND m.status = 'active'`;
const HAS = 'SELECT 1 FROM images WHERE group_id = ? AND id = ?';
const OF_GROUP = 'SELECT coalesce(sum(size), 0) AS n FROM images WHERE group_id = ?';
const OF_ACCOUNT = 'SELECT coalesce(sum(size), 0) AS n FROM images WHERE author = ?';
const ENTRIES = 'SELECT id, author, unused_since FROM images WHERE group_id = ? ORDER BY id';
const GROUPS = 'SELECT DISTINCT group_id FROM images ORDER BY group_id';
const PUT = `
  INSERT INTO images (group_id, id, author, type, width, height, size, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (group_id, id) DO NOTHING`;
const AMONG = 'group_id = ? AND id IN (SELECT value FROM json_each(?))';
const USED = `UPDATE images SET unused_since = NULL WHERE ${AMONG} AND unused_since IS NOT NULL`;
const UNUSED = `UPDATE images SET unused_since = ? WHERE ${AMONG} AND unused_since IS NULL`;
const DISOWN = `UPDATE images SET author = NULL WHERE ${AMONG}`;
const DROP = `DELETE FROM images WHERE ${AMONG}`;

export function sqliteImageReading(statements: Statements): ImageReading {
  return {
    image: async ({ group, id, reader }) => {
      const found = statements.get(IMAGE).get(group, id, reader);
      return found ? toImage(found) : null;
    },
    hasImage: async (group, id) => statements.get(HAS).get(group, id) !== undefined,
    imageBytes: async (group, author) => ({
      group: integer(statements.get(OF_GROUP).get(group) ?? {}, 'n'),
      account: integer(statements.get(OF_ACCOUNT).get(author) ?? {}, 'n'),
    }),
    images: async (group) => statements.get(ENTRIES).all(group).map(toImageEntry),
    groupsWithImages: async () =>
      statements
        .get(GROUPS)
        .all()
        .map((found) => text(found, 'group_id')),
  };
}

export function sqliteImageWriting(statements: Statements): ImageWriting {
  return {
    putImage: async ({ group, id, author, type, width, height, at, body }) => {
      statements.get(PUT).run(group, id, author, type, width, height, body.length, at, body);
    },
    markImages: async (group, ids, unusedSince) => {
      if (unusedSince === null) statements.get(USED).run(group, JSON.stringify(ids));
      else statements.get(UNUSED).run(unusedSince, group, JSON.stringify(ids));
    },
    disownImages: async (group, ids) => {
      statements.get(DISOWN).run(group, JSON.stringify(ids));
    },
    dropImages: async (group, ids) => {
      statements.get(DROP).run(group, JSON.stringify(ids));
    },
  };
}
