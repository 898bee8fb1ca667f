/** Forgets old tombstones in PostgreSQL, holding their groups so that none is written to meanwhile. */
import type { PoolClient } from 'pg';
import { text } from '../columns.ts';
import { beginHolding } from './transaction.ts';

const GROUPS = 'SELECT DISTINCT group_id FROM records WHERE deleted_at < $1';
/** The revisions that go are counted, so that a check can still tell a record that was lost (integrity.ts). */
const RAISE = `
  UPDATE groups SET purged = greatest(purged, old.seq), purged_revs = purged_revs + old.revs
  FROM (SELECT group_id, max(seq) AS seq, sum(rev) AS revs FROM records WHERE deleted_at < $1 AND group_id = ANY ($2) GROUP BY group_id) AS old
  WHERE groups.group_id = old.group_id`;
/** Of a group that no tool has asked for since, tombstones are the only word that its places are over. */
const FORGET_PLACES = `
  DELETE FROM note_times t USING records r
  WHERE r.group_id = t.group_id AND r.id = t.id AND r.deleted_at < $1 AND r.group_id = ANY ($2)`;
const FORGET = 'DELETE FROM records WHERE deleted_at < $1 AND group_id = ANY ($2)';

export async function purgeTombstones(client: PoolClient, before: number): Promise<number> {
  const { rows } = await client.query<Record<string, unknown>>(GROUPS, [before]);
  const groups = rows.map((row) => text(row, 'group_id'));
  if (groups.length === 0) return 0;
  await beginHolding(client, groups);
  await client.query(RAISE, [before, groups]);
  await client.query(FORGET_PLACES, [before, groups]);
  const { rowCount } = await client.query(FORGET, [before, groups]);
  await client.query('COMMIT');
  return rowCount ?? 0;
}
