/** Slow-loris: many connections that send one byte a second, in the head or in the body. All are cut, others are served. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Learner } from '../server/class.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { keepWriting, onGround, pause, readAll } from './ground.ts';

/** The endpoint's own times, and room for a busy machine to get to it. */
const HEAD = { name: 'head', limit: 10_000 };
const BODY = { name: 'body', limit: 30_000 };
const ROOM = 15_000;

export const f19: Fault = {
  title: 'connections that send a byte a second are cut',
  run: ({ long }) =>
    onGround(async ({ start }) => {
      const endpoint = await start();
      const ann = await Learner.guest(endpoint.url, 'Ann');
      const group = await ann.makeGroup();
      const count = long ? 1000 : 100;
      const writing = keepWriting(ann, group, { writers: 1, restMs: 100 });
      const heads = Array.from({ length: count }, () =>
        drip(endpoint.url, 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'x'),
      );
      const bodyHead = `POST /account/v1/guest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n`;
      // Half a minute each: only where there is time.
      const bodies = long ? Array.from({ length: count }, () => drip(endpoint.url, bodyHead, ' ')) : [];
      const [slowestHead, slowestBody] = await Promise.all([allCut(heads, HEAD), allCut(bodies, BODY)]);
      await writing.stop();
      const kept = await readAll(ann, group);
      must(writing.acknowledged.size > 0, 'nothing was served meanwhile');
      return {
        acknowledged: writing.acknowledged.size,
        lost: [...writing.acknowledged].filter((id) => !kept.includes(id)).length,
        duplicated: kept.length - new Set(kept).size,
        leaked: 0,
        more: {
          'connections cut': heads.length + bodies.length,
          's for the slowest head': slowestHead,
          ...(long && { 's for the slowest body': slowestBody }),
        },
      };
    }),
};

type Dripping = { cutAfter: Promise<number>; socket: Socket };

function drip(url: string, head: string, byte: string): Dripping {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  const begun = performance.now();
  socket.on('error', () => {});
  socket.resume();
  socket.write(head);
  const timer = setInterval(() => socket.write(byte), 1000);
  const cutAfter = new Promise<number>((resolve) => {
    socket.on('close', () => {
      clearInterval(timer);
      resolve((performance.now() - begun) / 1000);
    });
  });
  return { cutAfter, socket };
}

/** Seconds until the last one was cut. */
async function allCut(
  dripping: readonly Dripping[],
  { name, limit }: { name: string; limit: number },
): Promise<number> {
  const late = pause(limit + ROOM).then(() => null);
  const times = await Promise.all(dripping.map(({ cutAfter }) => Promise.race([cutAfter, late])));
  for (const { socket } of dripping) socket.destroy();
  const uncut = times.filter((time) => time === null).length;
  must(uncut === 0, `${uncut} of ${times.length} connections slow in the ${name} were not cut`);
  return Math.round(Math.max(0, ...times.map(Number)) * 10) / 10;
}
