/**
 * An I/O error at the Nth call of the database's driver, for every N of a small class's day:
 * each request is either done and answered as done, or leaves nothing and works when asked again.
 */
import { DatabaseSync } from 'node:sqlite';
import { between, seeded, shuffled } from '../../bench/random.ts';
import { Learner } from '../server/class.ts';
import { breakDriver } from './broken-driver.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { endpointHere, lookInto, onGround, readAll } from './ground.ts';
import { smallDay } from './small-day.ts';

const CALLS = 500;
const NOTES = 48;

export const f15: Fault = {
  title: 'an I/O error at any call of the driver',
  run: ({ seed, long, size }) =>
    onGround(async ({ path }) => {
      const random = seeded(seed);
      const all = shuffled(
        random,
        Array.from({ length: CALLS }, (_, at) => at + 1),
      );
      const places = all.slice(0, size ?? (long ? CALLS : 12));
      const figures = { acknowledged: 0, lost: 0, duplicated: 0, leaked: 0 };
      const more = { 'places of the error': places.length, 'calls refused': 0, 'requests failed': 0 };
      const driver = breakDriver();
      let reports = 0;
      const endpoint = await endpointHere(path, { report: () => reports++ });
      try {
        for (const place of places) {
          const [ann, ben] = [await Learner.guest(endpoint.url, 'Ann'), await Learner.guest(endpoint.url, 'Ben')];
          const day = smallDay(ann, ben, NOTES);
          const look = (): string => driver.aside(() => stateOf(path, day.group));
          // Sometimes the undoing fails as well.
          const width = between(random, 1, 3);
          driver.breakAt(place, width);
          for (const { ask, done } of day.requests) {
            const before = look();
            let answer = await ask();
            for (let failed = 0; answer.status >= 500; failed++) {
              more['requests failed']++;
              must(driver.refused() > 0, `answered ${answer.status} where nothing failed`);
              must(failed <= width, `call ${place}: it does not recover from ${width} errors`);
              must(look() === before, `call ${place}: answered ${answer.status}, and something was left`);
              answer = await ask();
            }
            must(answer.status < 300, `call ${place}: answered ${answer.status} ${answer.text}`);
            figures.acknowledged += done(answer);
          }
          must(driver.refused() > 0, `call ${place} was not reached: only ${driver.calls()} were made`);
          more['calls refused'] += driver.refused();
          driver.breakAt(Infinity, 0);
          const kept = await readAll(ann, day.group);
          figures.lost += day.living().filter((id) => !kept.includes(id)).length;
          figures.leaked += kept.filter((id) => !day.living().includes(id)).length;
          figures.duplicated += kept.length - new Set(kept).size;
        }
      } finally {
        driver.mend();
      }
      const { findings } = lookInto(path);
      await endpoint.stop();
      must(findings.length === 0, findings.join('; '));
      return { ...figures, more: { ...more, 'failures reported': reports } };
    }),
};

/** All that is committed of a group, as text to be compared. */
function stateOf(path: string, group: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  const tables = ['groups', 'memberships', 'records', 'ops', 'invitations'];
  const rows = tables.map((table) => db.prepare(`SELECT * FROM ${table} WHERE group_id = ?`).all(group));
  db.close();
  return JSON.stringify(rows);
}
