/** Turns what PostgreSQL or the way to it says about the machine into a StorageError. */
import { StorageError } from '../storage.ts';

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const DISK_FULL = '53100';
const BUSY = new Set([
  '25006', // read-only: a standby, or a primary that is being replaced
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // a lock was not free in time (lock_timeout)
  '57014', // cancelled (statement_timeout)
  '57P01', // the server is being stopped
  '57P02', // the server is recovering from a crash
  '57P03', // the server is starting
  '57P05', // idle for too long
  '25P03', // idle in a transaction for too long
]);
/** Classes whose every code passes by itself: connection trouble, and too many connections or too little memory. */
const BUSY_CLASS = /^(08|53)...$/;
/** Node's own codes for a server that cannot be reached. */
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ECONNABORTED|ENOENT)$/;
/** The driver's words for the same: these errors have no code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Everything that is no trouble of the machine stays as it is. */
export function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === DISK_FULL) return new StorageError('full', error);
  if (code !== null && (BUSY.has(code) || BUSY_CLASS.test(code) || NETWORK.test(code)))
    return new StorageError('busy', error);
  // Several addresses of one host were tried: each failed in its own way.
  if (error instanceof AggregateError && error.errors.some((one) => explain(one) instanceof StorageError))
    return new StorageError('busy', error);
  return DRIVER.test(error.message) ? new StorageError('busy', error) : error;
}
