/**
 * The endpoint's log: JSON lines on stderr, by pino. What may stand in it is said by the types here
 * (ADR 0021): routes and not addresses, no account but by a mark that lasts as long as the process.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { destination, pino, stdTimeFunctions } from 'pino';
import type { DestinationStream } from 'pino';
import type { Id } from '../../core/id.ts';
import type { LogLevel } from './levels.ts';
import { describeError } from './redact.ts';

/** One answered request. */
export type RequestEntry = {
  requestId: string;
  method: string;
  /** The pattern of the route, e.g. `/sync/v1/groups/:id/changes`: never the address itself. */
  route: string;
  status: number;
  /** From the first line of the request until its answer was handed to the system. */
  ms: number;
  account: Id | null;
  /** The client went away before its answer was out. */
  aborted: boolean;
};

export type Log = {
  request: (entry: RequestEntry) => void;
  /** Something that happened to the process: `what` and values are ours, never a learner's. */
  event: (what: string, values?: Readonly<Record<string, string | number>>) => void;
  report: (error: unknown, requestId?: string) => void;
};

/** Asked for every few seconds by machines. */
const QUIET_ROUTES: ReadonlySet<string> = new Set(['/healthz', '/metrics']);

/** Marks that are remembered, since each costs a hash. */
const MAX_MARKS = 10_000;

/** @param stream where lines go; stderr, a moment later, without one */
export function createLog(level: LogLevel, stream: DestinationStream = toStderr()): Log {
  const lines = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      messageKey: 'event',
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  // Of this process only: lines of one account can be followed, and lead to nobody.
  const key = randomBytes(16);
  const marks = new Map<Id, string>();
  const markOf = (account: Id): string => {
    const known = marks.get(account);
    if (known !== undefined) return known;
    if (marks.size >= MAX_MARKS) marks.clear();
    const mark = createHmac('sha256', key).update(account).digest('base64url').slice(0, 8);
    marks.set(account, mark);
    return mark;
  };

  return {
    // Written by hand, in pino's form: there is one for every request, and pino takes ten times as long.
    request: ({ requestId, method, route, status, ms, account, aborted }) => {
      const severity = status >= 500 ? 'warn' : QUIET_ROUTES.has(route) ? 'debug' : 'info';
      if (!lines.isLevelEnabled(severity)) return;
      const known = `{"level":"${severity}"${stdTimeFunctions.isoTime()},"requestId":"${requestId}"`;
      const what = `"method":${JSON.stringify(method)},"route":${JSON.stringify(route)},"status":${status}`;
      const mark = account === null ? '' : `,"account":"${markOf(account)}"`;
      const end = `${mark}${aborted ? ',"aborted":true' : ''},"event":"request"}\n`;
      stream.write(`${known},${what},"ms":${Math.round(ms * 10) / 10}${end}`);
    },
    event: (what, values) => lines.info({ ...values }, what),
    report: (error, requestId) => lines.error({ requestId, error: describeError(error) }, 'fault'),
  };
}

/** How long a line may wait for others: a system call each would cost more than the request it tells of. */
const FLUSH_MS = 250;
const FLUSH_BYTES = 8192;

/** What waits is written when the process ends, but for SIGKILL. */
function toStderr(): DestinationStream {
  const stream = destination({ dest: 2, sync: false, minLength: FLUSH_BYTES });
  setInterval(() => stream.flush(), FLUSH_MS).unref();
  process.on('exit', () => stream.flushSync());
  return stream;
}
