/**
 * A hall of live connections hears everybody's notes; half of them are cut at once and come back
 * with the waits of our own client. Everything reaches everybody, live or by pull.
 */
import { seeded } from '../../bench/random.ts';
import { Learner } from '../server/class.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { HallReader } from './hall-reader.ts';
import { lookInto, onGround, pause, residentOf } from './ground.ts';

export const f17: Fault = {
  title: 'half of all live connections cut at once and coming back',
  run: ({ seed, long, size }) =>
    onGround(async ({ path, start }) => {
      const random = seeded(seed);
      const sockets = size ?? (long ? 1000 : 60);
      const perSecond = long ? 50 : 20;
      const seconds = long ? 40 : 3;
      const endpoint = await start();
      const owner = await Learner.guest(endpoint.url, 'Owner');
      const group = await owner.makeGroup();
      const code = await owner.invite(group);
      const readers: HallReader[] = [];
      // Two devices each, as a class has.
      for (let n = 0; n < sockets / 2; n++) {
        const learner = await Learner.guest(endpoint.url, `R${n}`);
        await learner.join(code);
        readers.push(new HallReader(learner, group, random), new HallReader(learner, group, random));
      }
      for (const reader of readers) await reader.start();
      const base = residentOf(endpoint.child.pid);
      let most = base;
      const written = new Map<string, number>();
      const writers = readers.slice(0, 10).map(({ learner }) => learner);
      const under = new Set<Promise<void>>();
      const write = async (n: number): Promise<void> => {
        const writer = writers[n % writers.length];
        must(writer !== undefined, 'there are writers');
        const begun = performance.now();
        written.set(await writer.write(group, 'a note of ordinary length, as people write them'), begun);
      };
      const total = perSecond * seconds;
      const begun = performance.now();
      let cutAt = 0;
      for (let n = 0; n < total; n++) {
        const one = write(n).finally(() => under.delete(one));
        under.add(one);
        if (n === Math.floor(total / 3)) {
          cutAt = performance.now();
          for (const reader of readers.filter((_, at) => at % 2 === 0)) reader.cut();
        }
        if (n % perSecond === 0) most = Math.max(most, residentOf(endpoint.child.pid));
        await pause(Math.max(0, begun + (n + 1) * (1000 / perSecond) - performance.now()));
      }
      await Promise.all(under);
      const took = (performance.now() - begun) / 1000;
      for (let waited = 0; waited < 30_000 && readers.some((one) => one.seen.size < total); waited += 100)
        await pause(100);
      most = Math.max(most, residentOf(endpoint.child.pid));
      for (const reader of readers) reader.stop();
      await endpoint.exit('SIGTERM');
      const { ids, findings } = lookInto(path);
      must(findings.length === 0, findings.join('; '));
      const kept = new Set(ids);
      const missing = [...written.keys()].map((id) => readers.filter(({ seen }) => !seen.has(id)).length);
      const live = readers.flatMap(({ seen }) =>
        [...seen].flatMap(([id, { at, by }]) => (by === 'live' ? [at - (written.get(id) ?? NaN)] : [])),
      );
      live.sort((one, other) => one - other);
      const back = readers.flatMap(({ caughtUpAt }) => (caughtUpAt > 0 ? [caughtUpAt - cutAt] : []));
      must(back.length === sockets / 2, `${sockets / 2 - back.length} did not come back`);
      return {
        acknowledged: written.size,
        lost: missing.reduce((sum, count) => sum + count, 0) + [...written.keys()].filter((id) => !kept.has(id)).length,
        duplicated: readers.reduce((sum, { twice }) => sum + twice, 0),
        leaked: 0,
        more: {
          sockets,
          'notes a second': (total / took).toFixed(1),
          'delivered live': live.length,
          'delivered by pull': sockets * written.size - live.length,
          'ms from writing to hearing (median)': Math.round(live[Math.floor(live.length / 2)] ?? NaN),
          'ms from writing to hearing (p99)': Math.round(live[Math.floor(live.length * 0.99)] ?? NaN),
          'ms without news after the cut (longest)': Math.round(Math.max(...back)),
          'MB before': base,
          'MB at most': most,
        },
      };
    }),
};
