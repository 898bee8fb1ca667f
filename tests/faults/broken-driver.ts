/**
 * The driver of the embedded database with a fault in it: chosen calls throw an I/O error instead
 * of being done. It takes node:sqlite's place for this process, below everything of ours.
 */
import { DatabaseSync, StatementSync } from 'node:sqlite';

const SQLITE_IOERR = 10;

export type BrokenDriver = {
  /** From now on the calls `first`, `first + 1`, … (`width` of them, counted from 1) throw. */
  breakAt(first: number, width: number): void;
  /** Calls since `breakAt`. */
  calls(): number;
  /** How many of them were refused. */
  refused(): number;
  /** Work that neither counts nor fails: a look at what was kept. */
  aside<T>(work: () => T): T;
  mend(): void;
};

export function breakDriver(): BrokenDriver {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { exec } = DatabaseSync.prototype;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { run, get, all } = StatementSync.prototype;
  let [first, width, calls, refused] = [Infinity, 0, 0, 0];
  let isAside = false;
  const pass = (): void => {
    if (isAside) return;
    calls++;
    if (calls < first || calls >= first + width) return;
    refused++;
    throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: SQLITE_IOERR });
  };
  DatabaseSync.prototype.exec = function (...given) {
    pass();
    return exec.apply(this, given);
  };
  StatementSync.prototype.run = broken(run, pass);
  StatementSync.prototype.get = broken(get, pass);
  StatementSync.prototype.all = broken(all, pass);
  return {
    breakAt: (at, many) => ([first, width, calls, refused] = [at, many, 0, 0]),
    calls: () => calls,
    refused: () => refused,
    aside: (work) => {
      isAside = true;
      try {
        return work();
      } finally {
        isAside = false;
      }
    },
    mend: () => {
      DatabaseSync.prototype.exec = exec;
      Object.assign(StatementSync.prototype, { run, get, all });
    },
  };
}

function broken<Call extends (this: StatementSync, ...given: never[]) => unknown>(call: Call, pass: () => void): Call {
  const instead = function (this: StatementSync, ...given: Parameters<Call>): unknown {
    pass();
    return call.apply(this, given);
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it takes and gives what the original does
  return instead as Call;
}
