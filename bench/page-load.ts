/**
 * A process that asks endpoints for pages of 50 notes as fast as they answer, for benchmarks: in the
 * endpoint's own process it would be measured along. Reads its orders as one JSON line on stdin and
 * prints one JSON line with what came of them.
 */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

export type LoadOrder = {
  /** Endpoints, asked in turn. */
  urls: string[];
  /** Sessions, used in turn: the endpoint slows down whoever asks too often. */
  tokens: string[];
  group: string;
  notes: number;
  seconds: number;
  /** Requests under way at once, over all endpoints. */
  connections: number;
};

/** `cpu`: seconds of processor time this process took. */
export type LoadOutcome = { pages: number; failed: number; cpu: number };

const order = JSON.parse(await text(process.stdin)) as LoadOrder;
const { urls, tokens, group, notes, seconds, connections } = order;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const outcome: LoadOutcome = { pages: 0, failed: 0, cpu: 0 };
const before = process.cpuUsage();
const until = performance.now() + seconds * 1000;
let turn = 0;
await Promise.all(
  Array.from({ length: connections }, async (_, at) => {
    const url = urls[at % urls.length] ?? '';
    while (performance.now() < until) {
      turn += 1;
      const after = Math.floor(Math.random() * (notes - 50));
      const status = await page(`${url}/sync/v1/groups/${group}/changes?after=${after}&limit=50`, turn);
      if (status === 200) outcome.pages += 1;
      else outcome.failed += 1;
    }
  }),
);
agent.destroy();
const used = process.cpuUsage(before);
outcome.cpu = (used.user + used.system) / 1e6;
console.log(JSON.stringify(outcome));

function page(address: string, turn: number): Promise<number> {
  return new Promise((resolve) => {
    const headers = { Authorization: `Bearer ${tokens[turn % tokens.length]}` };
    const asked = request(address, { agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', () => resolve(0));
    asked.end();
  });
}
