/**
 * Power loss: the files of the database as they are at random instants while learners write, as they
 * are, with a torn frame at the end of the WAL, and with the WAL cut anywhere.
 */
import { appendFileSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Learner } from '../server/class.ts';
import { seeded } from '../../bench/random.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { keepWriting, lookInto, onGround, pause } from './ground.ts';

/** A frame of the WAL: its header and one page (https://www.sqlite.org/fileformat2.html#walformat). */
const FRAME = 24 + 4096;
const WAL_HEADER = 32;

export const f3: Fault = {
  title: 'torn snapshots of the database open clean',
  run: ({ seed, long }) =>
    onGround(async ({ folder, path, start }) => {
      const random = seeded(seed);
      const snapshots = long ? 300 : 12;
      // Stopped once in between: its schema is in the database then, and only notes are in the WAL.
      const first = await start();
      const { session } = await Learner.guest(first.url, 'Ann');
      await first.exit('SIGTERM');
      const endpoint = await start();
      const ann = new Learner(endpoint.url, session);
      const writing = keepWriting(ann, await ann.makeGroup());
      const lost = new Set<string>();
      let torn = 0;
      let cut = 0;
      for (let n = 0; n < snapshots; n++) {
        await pause(random() * 60);
        // Stopped, not killed: both files are of one instant, as they are when the power goes.
        endpoint.child.kill('SIGSTOP');
        const before = [...writing.acknowledged];
        const copy = join(folder, `snapshot-${n}`);
        mkdirSync(copy);
        const file = join(copy, 'a.db');
        copyFileSync(path, file);
        if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${file}-wal`);
        endpoint.child.kill('SIGCONT');
        const kind = Math.floor(random() * 3);
        if (kind === 1) {
          // A frame that was being written, not yet synced, so of nothing acknowledged.
          const bytes = Buffer.from(
            Array.from({ length: Math.floor(random() * FRAME) }, () => Math.floor(random() * 256)),
          );
          appendFileSync(`${file}-wal`, bytes);
          torn++;
        } else if (kind === 2 && existsSync(`${file}-wal`)) {
          // Deeper than a synced disk loses: what is left must be a whole earlier state.
          const { size } = statSync(`${file}-wal`);
          truncateSync(`${file}-wal`, Math.floor(WAL_HEADER + random() * Math.max(0, size - WAL_HEADER)));
          cut++;
        }
        const { ids, findings } = lookInto(file);
        must(findings.length === 0, `snapshot ${n} (kind ${kind}): ${findings.join('; ')}`);
        const kept = new Set(ids);
        if (kind !== 2) for (const id of before) if (!kept.has(id)) lost.add(id);
        rmSync(copy, { recursive: true });
      }
      await writing.stop();
      must(writing.acknowledged.size > snapshots, 'too little was written for a snapshot to mean anything');
      return {
        acknowledged: writing.acknowledged.size,
        lost: lost.size,
        duplicated: 0,
        leaked: 0,
        more: { snapshots, 'with a torn frame': torn, 'cut anywhere': cut },
      };
    }),
};
