/** Forgets old tombstones: the space they take, and with it the way back for readers who come later. */
import type { DatabaseSync } from 'node:sqlite';

const RAISE = `
  UPDATE groups SET purged = old.seq
  FROM (SELECT group_id, max(seq) AS seq FROM records WHERE deleted_at < ? GROUP BY group_id) AS old
  WHERE groups.group_id = old.group_id AND groups.purged < old.seq`;
const FORGET = 'DELETE FROM records WHERE deleted_at < ?';

/** Runs inside a transaction: no reader sees tombstones gone and the floor where it was. */
export function purgeTombstones(db: DatabaseSync, before: number): number {
  db.prepare(RAISE).run(before);
  return Number(db.prepare(FORGET).run(before).changes);
}
