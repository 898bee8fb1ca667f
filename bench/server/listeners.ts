/**
 * Many devices that listen live, in a process of its own: opens a socket for each token, says when all are welcomed, and
 * tells on request when each note was heard. Notes carry in their text when they were sent, on the machine's own
 * monotonic clock, which is one for all processes.
 */
import { createRequire } from 'node:module';
import * as v from 'valibot';
import { PATHS } from '../../src/protocol/sync.ts';
import { SPOKEN } from '../../src/protocol/versions.ts';
import { quantile } from '../median.ts';

const question = v.variant('ask', [
  v.object({ ask: v.literal('listen'), url: v.string(), tokens: v.array(v.string()) }),
  v.object({ ask: v.literal('result') }),
]);

/** What the listeners say: `late` counts what took longer than 250 ms. Times in milliseconds. */
export interface Heard {
  readonly heard: number;
  readonly closed: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

type Listener = new (
  url: string,
  options: { perMessageDeflate: boolean; headers: Record<string, string> },
) => { on(event: string, heard: (data: Buffer) => void): void; send(text: string): void };

/** The package `ws` brings no types; the endpoint declares only what a server uses. */
const { WebSocket } = createRequire(import.meta.url)('ws') as { WebSocket: Listener };

/** Sockets that are being opened at a time: a class does not come in the same millisecond. */
const AT_ONCE = 50;
const SENT = /sent (\d+)\./g;

let times: number[] = [];
let closed = 0;

process.on('message', (message) => {
  const asked = v.parse(question, message);
  if (asked.ask === 'result') tell();
  else void listen(asked.url, asked.tokens).then(() => process.send?.('listening'));
});

async function listen(url: string, tokens: readonly string[]): Promise<void> {
  for (let from = 0; from < tokens.length; from += AT_ONCE)
    await Promise.all(tokens.slice(from, from + AT_ONCE).map((token, at) => open(url, token, from + at)));
}

function open(url: string, token: string, n: number): Promise<void> {
  const headers = { 'X-Forwarded-For': `198.51.100.${Math.floor(n / 200)}` };
  const socket = new WebSocket(url.replace('http', 'ws') + PATHS.live, { perMessageDeflate: false, headers });
  return new Promise((welcomed, failed) => {
    socket.on('error', failed);
    socket.on('close', () => closed++);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: SPOKEN.newest, token })));
    socket.on('message', (data: Buffer) => {
      const now = Number(process.hrtime.bigint()) / 1e6;
      const text = data.toString('latin1');
      if (text.startsWith('{"type":"welcome"')) welcomed();
      for (const [, sent] of text.matchAll(SENT)) times.push(now - Number(sent) / 1000);
    });
    setInterval(() => socket.send('{"type":"ping"}'), 20_000);
  });
}

function tell(): void {
  const heard: Heard = {
    heard: times.length,
    closed,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    longest: quantile(times, 1),
  };
  times = [];
  process.send?.(heard);
}
