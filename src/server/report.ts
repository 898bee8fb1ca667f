/** Where unexpected errors go before there is a log: one JSON line on stderr, with nobody's words in it. */
import { describeError } from './log/redact.ts';

export function report(error: unknown, requestId?: string): void {
  const line = {
    level: 'error',
    time: new Date().toISOString(),
    requestId,
    error: describeError(error),
    event: 'fault',
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
