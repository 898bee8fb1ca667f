/**
 * Load from a process of its own, over raw sockets: an HTTP client of Node costs more than the server it would measure.
 * Takes a `Load` as its argument, prints a `Loaded` as JSON.
 */
import { connect, type Socket } from 'node:net';
import { quantile } from '../median.ts';

export interface Load {
  readonly url: string;
  /** Asked for in turns. */
  readonly paths: readonly string[];
  /** Bearer tokens, used in turns, since each account has its rate limit; none for a server without accounts. */
  readonly tokens: readonly string[];
  /** Each with one request under way at any time. */
  readonly connections: number;
  readonly milliseconds: number;
}

/** Times in milliseconds. */
export interface Loaded {
  readonly answers: number;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly p50: number;
  readonly p99: number;
}

const load = JSON.parse(process.argv[2] ?? '') as Load;
const { hostname, port } = new URL(load.url);
const times: number[] = [];
let sent = 0;
let bytes = 0;
const begun = performance.now();
const end = begun + load.milliseconds;
await Promise.all(Array.from({ length: load.connections }, askUntilEnd));
const milliseconds = performance.now() - begun;
const loaded: Loaded = {
  answers: times.length,
  bytes,
  milliseconds,
  p50: quantile(times, 0.5),
  p99: quantile(times, 0.99),
};
process.stdout.write(JSON.stringify(loaded));

async function askUntilEnd(): Promise<void> {
  const socket = connect(Number(port), hostname).setNoDelay();
  const answers = answersOf(socket);
  while (performance.now() < end) {
    const asked = performance.now();
    socket.write(nextRequest());
    const { value, done } = await answers.next();
    if (done) throw new Error('the server closed the connection');
    times.push(performance.now() - asked);
    bytes += value;
  }
  socket.destroy();
}

function nextRequest(): string {
  const path = load.paths[sent % load.paths.length] ?? '/';
  const token = load.tokens[sent++ % load.tokens.length];
  const authorization = token ? `Authorization: Bearer ${token}\r\n` : '';
  return `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${authorization}\r\n`;
}

/** Lengths of the bodies as they come in; what is not a 200 with a length is an error. */
async function* answersOf(socket: Socket): AsyncGenerator<number, void> {
  let rest = 0;
  let length = 0;
  let head = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    if (rest > 0) {
      rest -= chunk.length;
    } else {
      head += chunk.toString('latin1');
      const body = head.indexOf('\r\n\r\n');
      if (body < 0) continue;
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(head.slice(0, 400));
      length = Number(/^content-length: (\d+)/im.exec(head.slice(0, body))?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) throw new Error('an answer without a length');
      rest = length - (head.length - body - 4);
      head = '';
    }
    if (rest === 0) yield length;
  }
}
