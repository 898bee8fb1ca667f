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

/** @param stream where lines go; stderr, written at once, so that none is lost when the process dies */
export function createLog(level: LogLevel, stream: DestinationStream = destination({ dest: 2, sync: true })): Log {
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
  const markOf = (account: Id): string => createHmac('sha256', key).update(account).digest('base64url').slice(0, 8);

  return {
    request: ({ account, ms, aborted, ...entry }) => {
      const severity = entry.status >= 500 ? 'warn' : QUIET_ROUTES.has(entry.route) ? 'debug' : 'info';
      if (!lines.isLevelEnabled(severity)) return;
      lines[severity](
        {
          ...entry,
          ms: Math.round(ms * 10) / 10,
          ...(account !== null && { account: markOf(account) }),
          ...(aborted && { aborted }),
        },
        'request',
      );
    },
    event: (what, values) => lines.info({ ...values }, what),
    report: (error, requestId) => lines.error({ requestId, error: describeError(error) }, 'fault'),
  };
}
