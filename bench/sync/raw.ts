/**
 * The endpoint's part of sync alone: the same requests as the extension sends, one after another, by a client that keeps
 * nothing. `push URL COUNT`, `pull URL SESSION GROUP`; a process of its own that prints a `Synced`.
 */
import * as v from 'valibot';
import { changes, PATHS, session, type Session } from '../../src/protocol/sync.ts';
import { classOf, guests, notes, push } from '../server/people.ts';
import type { Synced } from './device.ts';

const [what = '', url = '', argument = '', group = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(what === 'push' ? await pushNotes(Number(argument)) : await pull(argument)));

async function pushNotes(count: number): Promise<Synced & { session: Session | undefined; group: string }> {
  const [writer] = await guests(url, 1);
  if (!writer) throw new Error('no guest was made');
  const made = await classOf(url, [writer]);
  const ops = notes(made, count);
  const begun = performance.now();
  await push(url, writer.token, ops);
  return { milliseconds: performance.now() - begun, notes: ops.length, session: writer, group: made };
}

async function pull(account: string): Promise<Synced> {
  const { token } = v.parse(session, JSON.parse(account));
  let found = 0;
  const begun = performance.now();
  for (let after = 0, more = true; more;) {
    const path = `${PATHS.changes.replace(':id', group)}?after=${after}`;
    const response = await fetch(new URL(path, url), { headers: { Authorization: `Bearer ${token}` } });
    const page = v.parse(changes, await response.json());
    found += page.rows.filter(({ kind }) => kind === 'annotation').length;
    ({ cursor: after, more } = page);
  }
  return { milliseconds: performance.now() - begun, notes: found };
}
