/** The live connection against a socket that behaves badly; time runs a hundred times faster here. */
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket as Peer } from 'ws';
import type { LiveEvent } from '../../src/protocol/sync.ts';
import { openLive, type Timer } from '../../src/sync/live.ts';

const SPEED = 100;
const timer: Timer = (run, milliseconds) => {
  const timeout = setTimeout(run, milliseconds / SPEED);
  return () => clearTimeout(timeout);
};

/** Connects to a socket that answers as given; tells what both sides heard. */
async function connect(answer: (message: string, peer: Peer) => void) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    for (const peer of server.clients) peer.terminate();
    server.close();
  });
  const said: string[] = [];
  server.on('connection', (peer) =>
    peer.on('message', (data: Buffer) => {
      said.push(data.toString());
      answer(data.toString(), peer);
    }),
  );
  const heard: LiveEvent[] = [];
  let count = 0;
  let kept = 0;
  const start = performance.now();
  let live = { close: (): void => undefined };
  const ended = new Promise<number>((resolve) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    live = openLive(
      { WebSocket, timer, stayAwake: () => void kept++ },
      { endpoint: url, token: 'a token of sixteen', protocol: 1 },
      {
        hear: (event) => heard.push(event),
        ended: () => {
          count++;
          resolve((performance.now() - start) * SPEED);
        },
      },
    );
  });
  return { said, heard, ended, live, endings: () => count, keptAwake: () => kept };
}
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('the token is in the first message; a heartbeat follows every 20 seconds and keeps it open', async () => {
  const { said, live, endings, keptAwake } = await connect((_, peer) => peer.send('{"type":"pong"}'));
  await pause(110_000 / SPEED);
  expect(JSON.parse(said[0] ?? '')).toEqual({ type: 'hello', protocol: 1, token: 'a token of sixteen' });
  expect(said.length).toBeGreaterThanOrEqual(4);
  expect(said.slice(1).every((message) => message === '{"type":"ping"}')).toBe(true);
  expect(keptAwake()).toBeGreaterThanOrEqual(3);
  expect(endings()).toBe(0);
  live.close();
  await pause(50);
  expect(endings()).toBe(0);
});

test('silence ends it after two heartbeats, once', async () => {
  const { ended, endings } = await connect(() => undefined);
  expect(await ended).toBeGreaterThan(44_000);
  await pause(100);
  expect(endings()).toBe(1);
});

test('nonsense ends it and is not heard; so does a closed socket', async () => {
  for (const message of ['{"type":"rows"}', 'hello', '{"type":"welcome","epoch":5}']) {
    const { ended, heard } = await connect((_, peer) => peer.send(message));
    await ended;
    expect(heard).toEqual([]);
  }
  const { ended, heard } = await connect((_, peer) => {
    peer.send('{"type":"welcome","epoch":"e","heads":[]}');
    peer.close(4401);
  });
  await ended;
  expect(heard).toEqual([{ type: 'welcome', epoch: 'e', heads: [] }]);
});
