/** Pictures (storage/images.ts) over PostgreSQL. */
import { integer, text } from '../columns.ts';
import { toImage, toImageEntry, type ImageReading, type ImageWriting } from '../images.ts';
import type { Run, Statement } from './statement.ts';

const IMAGE: Statement = {
  name: 'image',
  text: `
    SELECT i.type, i.body FROM images i JOIN memberships m ON m.group_id = i.group_id
    WHERE i.group_id = $1 AND i.id = $2 AND m.member = $3 AND m.status = 'active'`,
};
const HAS: Statement = { name: 'has_image', text: 'SELECT id FROM images WHERE group_id = $1 AND id = $2' };
const BYTES: Statement = {
  name: 'image_bytes',
  text: `
    SELECT (SELECT coalesce(sum(size), 0)::bigint FROM images WHERE group_id = $1) AS of_group,
      (SELECT coalesce(sum(size), 0)::bigint FROM images WHERE author = $2) AS of_account`,
};
const ENTRIES: Statement = {
  name: 'image_entries',
  text: 'SELECT id, author, unused_since FROM images WHERE group_id = $1 ORDER BY id',
};
const GROUPS: Statement = {
  name: 'image_groups',
  text: 'SELECT DISTINCT group_id FROM images ORDER BY group_id',
};
const PUT: Statement = {
  name: 'put_image',
  text: `
    INSERT INTO images (group_id, id, author, type, width, height, size, at, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (group_id, id) DO NOTHING`,
};
const AMONG = 'group_id = $1 AND id = ANY ($2)';
const USED: Statement = {
  name: 'images_used',
  text: `UPDATE images SET unused_since = NULL WHERE ${AMONG} AND unused_since IS NOT NULL`,
};
const UNUSED: Statement = {
  name: 'images_unused',
  text: `UPDATE images SET unused_since = $3 WHERE ${AMONG} AND unused_since IS NULL`,
};
const DISOWN: Statement = { name: 'disown_images', text: `UPDATE images SET author = NULL WHERE ${AMONG}` };
const DROP: Statement = { name: 'drop_images', text: `DELETE FROM images WHERE ${AMONG}` };

export function postgresImageReading(run: Run): ImageReading {
  return {
    image: async ({ group, id, reader }) => {
      const [found] = await run(IMAGE, [group, id, reader]);
      return found ? toImage(found) : null;
    },
    hasImage: async (group, id) => (await run(HAS, [group, id])).length > 0,
    imageBytes: async (group, author) => {
      const [found = {}] = await run(BYTES, [group, author]);
      return { group: integer(found, 'of_group'), account: integer(found, 'of_account') };
    },
    images: async (group) => (await run(ENTRIES, [group])).map(toImageEntry),
    groupsWithImages: async () => (await run(GROUPS, [])).map((found) => text(found, 'group_id')),
  };
}

export function postgresImageWriting(run: Run): ImageWriting {
  return {
    putImage: async ({ group, id, author, type, width, height, at, body }) => {
      await run(PUT, [group, id, author, type, width, height, body.length, at, Buffer.from(body)]);
    },
    markImages: async (group, ids, unusedSince) => {
      if (unusedSince === null) await run(USED, [group, ids]);
      else await run(UNUSED, [group, ids, unusedSince]);
    },
    disownImages: async (group, ids) => {
      await run(DISOWN, [group, ids]);
    },
    dropImages: async (group, ids) => {
      await run(DROP, [group, ids]);
    },
  };
}
