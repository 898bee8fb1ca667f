/**
 * The endpoint's process is killed again and again while clients push and pull: nothing it
 * acknowledged is lost, nothing is there twice, in the database and with every client.
 */
import { DatabaseSync } from 'node:sqlite';
import { checkStructure } from '../../src/server/storage/sqlite/integrity.ts';
import { seeded } from '../../bench/random.ts';
import { Learner } from '../server/class.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { lookInto, onGround, pause } from './ground.ts';
import { PushingClient } from './pushing-client.ts';

const CLIENTS = 8;

export const f1: Fault = {
  title: 'kill -9 of the endpoint while clients push',
  run: ({ seed, long, size }) =>
    onGround(async ({ path, start }) => {
      const random = seeded(seed);
      const kills = size ?? (long ? 500 : 5);
      let endpoint = await start();
      const learners = await Promise.all(
        Array.from({ length: CLIENTS }, (_, n) => Learner.guest(endpoint.url, `C${n}`)),
      );
      const [owner] = learners;
      must(owner !== undefined, 'there are clients');
      const group = await owner.makeGroup();
      const code = await owner.invite(group);
      for (const learner of learners.slice(1)) await learner.join(code);
      const clients = learners.map((learner) => new PushingClient(learner, group));
      const backAfter: number[] = [];

      for (let round = 0; round < kills; round++) {
        const { url } = endpoint;
        const killed = new AbortController();
        const working = clients.map(async (client, n) => {
          while (!killed.signal.aborted) {
            await client.push(url, { ops: 10, text: `round ${round}` });
            // A cursor that moves while others write is one that could run ahead.
            if (n % 2 === 0 && !killed.signal.aborted) await client.pull(url).catch(() => undefined);
          }
        });
        await pause(20 + random() * 380);
        await endpoint.exit('SIGKILL');
        killed.abort();
        await Promise.all(working);
        const begun = performance.now();
        endpoint = await start();
        // In service is: it answers somebody signed in, which takes more than listening.
        must(
          (await new Learner(endpoint.url, owner.session).ask('GET', '/sync/v1/session')).status === 200,
          'not back',
        );
        backAfter.push(performance.now() - begun);
        const db = new DatabaseSync(path, { readOnly: true });
        const findings = checkStructure(db);
        db.close();
        must(findings.length === 0, `after kill ${round}: ${findings.map(({ what }) => what).join('; ')}`);
      }

      for (const client of clients) await client.push(endpoint.url, { ops: 1, text: 'the end' });
      for (const client of clients) await client.pull(endpoint.url);
      await endpoint.exit('SIGTERM');
      const { ids, findings } = lookInto(path);
      must(findings.length === 0, findings.join('; '));
      const acknowledged = new Set(clients.flatMap((client) => [...client.acknowledged]));
      must(acknowledged.size > kills, 'too little was written for a kill to mean anything');
      const kept = new Set(ids);
      const isEverywhere = (id: string): boolean => kept.has(id) && clients.every(({ seen }) => seen.has(id));
      const twice = clients.flatMap(({ seen }) => [...seen.values()].filter((times) => times > 1));
      backAfter.sort((one, other) => one - other);
      return {
        acknowledged: acknowledged.size,
        lost: [...acknowledged].filter((id) => !isEverywhere(id)).length,
        duplicated: ids.length - kept.size + twice.length,
        leaked: 0,
        more: {
          kills,
          'answered duplicate': clients.reduce((sum, { duplicates }) => sum + duplicates, 0),
          'ms back in service (median)': Math.round(backAfter[Math.floor(kills / 2)] ?? NaN),
          'ms back in service (longest)': Math.round(backAfter.at(-1) ?? NaN),
        },
      };
    }),
};
