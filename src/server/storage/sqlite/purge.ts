/** Forgets old tombstones: the space they take, and with it the way back for readers who come later. */
import type { DatabaseSync } from 'node:sqlite';

/** The revisions that go are counted, so that a check can still tell a record that was lost (integrity.ts). */
const RAISE = `
  UPDATE groups SET purged = max(purged, old.seq), purged_revs = purged_revs + old.revs
  FROM (SELECT group_id, max(seq) AS seq, sum(rev) AS revs FROM records WHERE deleted_at < ? GROUP BY group_id) AS old
  WHERE groups.group_id = old.group_id`;
/** Of a group that no tool has asked for since, tombstones are the only word that its places are over. */
const FORGET_PLACES = `
  DELETE FROM note_times WHERE (group_id, id) IN (SELECT group_id, id FROM records WHERE deleted_at < ?)`;
const FORGET = 'DELETE FROM records WHERE deleted_at < ?';

/** Runs inside a transaction: no reader sees tombstones gone and the floor where it was. */
export function purgeTombstones(db: DatabaseSync, before: number): number {
  db.prepare(RAISE).run(before);
  db.prepare(FORGET_PLACES).run(before);
  return Number(db.prepare(FORGET).run(before).changes);
}
