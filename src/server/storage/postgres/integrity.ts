/** Looks whether a PostgreSQL database fits together, all of it in one state, whatever is written meanwhile. */
import type { ClientBase } from 'pg';
import { text } from '../columns.ts';
import type { Columns } from '../columns.ts';
import { OTHER_BYTES, QUESTIONS, UNREADABLE, finding, isItself, saysTheSame } from '../integrity.ts';
import type { Finding } from '../integrity.ts';

const ROWS_AT_ONCE = 500;
const IMAGES_AT_ONCE = 50;
const NEXT = `SELECT * FROM records WHERE (group_id, id) > ($1, $2) ORDER BY group_id, id LIMIT ${ROWS_AT_ONCE}`;
const NEXT_IMAGES = `
  SELECT group_id, id, size, body FROM images WHERE (group_id, id) > ($1, $2) ORDER BY group_id, id LIMIT ${IMAGES_AT_ONCE}`;

/** Empty when all is well. @param progress records read so far, of how many */
export async function checkPostgres(
  client: ClientBase,
  progress: (done: number, total: number) => void,
): Promise<Finding[]> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const findings: Finding[] = [];
  for (const [what, sql] of QUESTIONS) {
    const { rows } = await client.query<Columns>(sql);
    findings.push(
      ...finding(
        what,
        rows.map((one) => text(one, 'id')),
      ),
    );
  }
  findings.push(...finding(UNREADABLE, await unreadableRecords(client, progress)));
  findings.push(...finding(OTHER_BYTES, await othersAmongImages(client)));
  await client.query('COMMIT');
  return findings;
}

async function unreadableRecords(
  client: ClientBase,
  progress: (done: number, total: number) => void,
): Promise<string[]> {
  const counted = await client.query<{ n: number }>('SELECT count(*) AS n FROM records');
  const total = counted.rows[0]?.n ?? 0;
  const unreadable: string[] = [];
  let done = 0;
  for (let after = ['', '']; ;) {
    const { rows } = await client.query<Columns>(NEXT, after);
    const last = rows.at(-1);
    done += rows.length;
    progress(done, total);
    if (!last) return unreadable;
    for (const found of rows) if (!saysTheSame(found)) unreadable.push(text(found, 'id'));
    after = [text(last, 'group_id'), text(last, 'id')];
  }
}

async function othersAmongImages(client: ClientBase): Promise<string[]> {
  const others: string[] = [];
  for (let after = ['', '']; ;) {
    const { rows } = await client.query<Columns>(NEXT_IMAGES, after);
    const last = rows.at(-1);
    if (!last) return others;
    for (const found of rows) if (!isItself(found)) others.push(text(found, 'id'));
    after = [text(last, 'group_id'), text(last, 'id')];
  }
}
