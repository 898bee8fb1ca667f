/** A device that never reads from its socket: it is dropped, the others hear everything, it recovers by pull. */
import { Learner, fields, freshId, putOp } from '../server/class.ts';
import { LiveClient } from '../server/live-client.ts';
import { neverReads, textFrame } from '../server/raw-socket.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { onGround, pause, readAll, residentOf } from './ground.ts';

const MAX_ROUNDS = 400;

export const f18: Fault = {
  title: 'a slow reader on a socket is dropped and the others go on',
  run: ({ long }) =>
    onGround(async ({ start }) => {
      const endpoint = await start();
      const [ann, ben, sam] = await Promise.all(['Ann', 'Ben', 'Sam'].map((name) => Learner.guest(endpoint.url, name)));
      must(ann !== undefined && ben !== undefined && sam !== undefined, 'three guests were asked for');
      const group = await ann.makeGroup();
      const code = await ann.invite(group);
      for (const one of [ben, sam]) await one.join(code);
      const fast = await LiveClient.open(endpoint.url, ben.session.token);
      const slow = await Promise.all(
        Array.from({ length: long ? 20 : 3 }, () => slowReader(endpoint.url, sam.session.token)),
      );
      const base = residentOf(endpoint.child.pid);
      const acknowledged: string[] = [];
      for (let round = 0; round < MAX_ROUNDS && slow.some((one) => !one.isDropped()); round++) {
        const ops = Array.from({ length: 5 }, () => putOp(group, freshId(), fields({ text: 'x'.repeat(45_000) })));
        for (const one of await ann.push(...ops))
          if (one.status === 'applied' && one.row) acknowledged.push(one.row.id);
        for (const one of slow) one.poke();
      }
      const dropped = slow.filter((one) => one.isDropped()).length;
      must(dropped === slow.length, `${slow.length - dropped} slow readers were not dropped`);
      // Everything is heard once by who reads.
      const heard = (): string[] =>
        fast.heard.flatMap((one) => (one.type === 'rows' ? one.rows.map(({ id }) => id) : []));
      for (let waited = 0; waited < 10_000 && heard().length < acknowledged.length; waited += 50) await pause(50);
      const all = heard();
      const pulled = new Set(await readAll(sam, group));
      const lost = acknowledged.filter((id) => !all.includes(id) || !pulled.has(id));
      fast.close();
      return {
        acknowledged: acknowledged.length,
        lost: lost.length,
        duplicated: all.length - new Set(all).size,
        leaked: 0,
        more: { 'slow readers dropped': dropped, 'MB more in memory': residentOf(endpoint.child.pid) - base },
      };
    }),
};

async function slowReader(url: string, token: string) {
  const socket = await neverReads(url, token);
  let isDropped = false;
  socket.on('close', () => (isDropped = true));
  // The drop is a reset, which a paused socket only sees when it writes.
  return { isDropped: () => isDropped, poke: () => void (isDropped || socket.write(textFrame('{"type":"ping"}'))) };
}
