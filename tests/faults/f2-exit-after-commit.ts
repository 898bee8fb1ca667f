/**
 * The endpoint dies between commit and reply. The client, which saw no answer, sends the same
 * operations again: each is answered as a duplicate, with the revision and place it got then.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Learner } from '../server/class.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { lookInto, onGround } from './ground.ts';
import { PushingClient } from './pushing-client.ts';

const PROGRAM = join(import.meta.dirname, 'exits-after-commit.ts');
const OPS = 10;

export const f2: Fault = {
  title: 'an exit between commit and reply is answered as a duplicate',
  run: ({ seed, long, size }) =>
    onGround(async ({ path, start }) => {
      const exits = size ?? (long ? 100 : 3);
      let endpoint = await start(0, PROGRAM);
      const ann = await Learner.guest(endpoint.url, 'Ann');
      const group = await ann.makeGroup();
      const client = new PushingClient(ann, group);
      let same = 0;
      for (let n = 0; n < exits; n++) {
        const ended = once(endpoint.child, 'close');
        const { stdout } = endpoint.child;
        must(stdout !== null, 'the endpoint has no output');
        const armed = once(stdout, 'data');
        endpoint.child.kill('SIGUSR2');
        await armed;
        const unanswered = await client.push(endpoint.url, { ops: OPS, text: `seed ${seed}, exit ${n}` });
        must(unanswered.length === 0, 'the push was answered before the exit');
        await ended;
        const written = placesIn(path);
        endpoint = await start(0, PROGRAM);
        for (const result of await client.push(endpoint.url, { ops: OPS, text: '' })) {
          must(result.status === 'duplicate' && result.row != null, `answered ${result.status}`);
          const { id, rev, seq } = result.row;
          if (written.get(id) === `${rev} ${seq}`) same++;
        }
      }
      await client.pull(endpoint.url);
      await endpoint.exit('SIGTERM');
      const { ids, findings } = lookInto(path);
      must(findings.length === 0, findings.join('; '));
      const { acknowledged, seen, duplicates } = client;
      return {
        acknowledged: acknowledged.size,
        lost: [...acknowledged].filter((id) => !seen.has(id)).length + exits * OPS - same,
        duplicated: ids.length - new Set(ids).size + seen.size - exits * OPS,
        leaked: 0,
        more: { exits, 'answered duplicate': duplicates, 'at the same rev and seq': same },
      };
    }),
};

/** `rev seq` of every record, by its id. */
function placesIn(path: string): Map<string, string> {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare('SELECT id, rev, seq FROM records').all();
  db.close();
  return new Map(rows.map(({ id, rev, seq }) => [String(id), `${Number(rev)} ${Number(seq)}`]));
}
