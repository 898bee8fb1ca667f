/**
 * What SIGTERM and SIGINT do: the first lets the endpoint finish what it has begun, the second ends
 * the process at once, and so does a stop that takes longer than a supervisor waits.
 */
import { constants } from 'node:os';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** Supervisors kill after ten seconds (Docker) or more; ours is said in the log before that. */
const DEADLINE_MS = 9_500;

type Stop = {
  stop: () => Promise<void>;
  event: (what: string, values?: Record<string, string>) => void;
  report: (error: unknown) => void;
};

export function stopOnSignal({ stop, event, report }: Stop): void {
  let isStopping = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (isStopping) process.exit(128 + constants.signals[signal]);
      isStopping = true;
      event('stopping', { signal });
      setTimeout(() => {
        report(new Error('the endpoint did not stop in time'));
        process.exit(1);
      }, DEADLINE_MS).unref();
      stop().then(
        () => event('stopped'),
        (error: unknown) => {
          report(error);
          process.exitCode = 1;
        },
      );
    });
  }
}
