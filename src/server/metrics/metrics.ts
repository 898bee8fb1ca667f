/** What is measured of a running endpoint. Labels are few and ours: no account, group or address is among them. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RequestEntry } from '../log/log.ts';
import { Registry } from './registry.ts';

export type Metrics = {
  request(entry: RequestEntry): void;
  /** The verdicts of one push. */
  pushed(verdicts: readonly string[]): void;
  /** Seconds a transaction waited until it had its groups, and seconds it then took. */
  transaction(waited: number, took: number): void;
  text(): string;
  stop(): void;
};

/** What only the endpoint itself knows; asked when somebody looks. Null where there is no such thing. */
export type Sources = {
  liveSockets: () => number;
  databaseBytes: () => number | null;
  /** Requests that wait for a connection to the database. */
  databaseWaiting: () => number | null;
};

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const QUANTILES = [0.5, 0.9, 0.99, 1];
const NANO = 1e9;

export function createMetrics({ liveSockets, databaseBytes, databaseWaiting }: Sources): Metrics {
  const registry = new Registry();
  const requests = registry.histogram('commonplace_request_seconds', 'Requests by route and status.', SECONDS);
  const aborted = registry.counter(
    'commonplace_requests_aborted_total',
    'Requests whose client left before the answer.',
  );
  const verdicts = registry.counter('commonplace_pushed_operations_total', 'Pushed operations by verdict.');
  const waits = registry.histogram('commonplace_database_wait_seconds', 'Until a transaction had its turn.', SECONDS);
  const takes = registry.histogram('commonplace_database_transaction_seconds', 'What a transaction took.', SECONDS);
  registry.gauge('commonplace_live_sockets', 'Open live connections.', liveSockets);
  registry.gauge('commonplace_database_bytes', 'Size of the database file with its WAL.', databaseBytes);
  registry.gauge('commonplace_database_waiting', 'What waits for a connection to PostgreSQL.', databaseWaiting);
  registry.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  registry.gauge('process_cpu_seconds', 'User and system time.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  registry.gauge('process_start_time_seconds', 'When the process began.', () => Date.now() / 1000 - process.uptime());
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  registry.gauge('commonplace_event_loop_delay_seconds', 'How late timers were since the last look, by share.', () => {
    const found = QUANTILES.map((share): [Record<string, string>, number] => [
      { share: String(share) },
      delay.percentile(share * 100) / NANO,
    ]);
    delay.reset();
    return found;
  });

  return {
    request: ({ method, route, status, ms, aborted: isAborted }) => {
      requests.observe(ms / 1000, { method, route, status: String(status) });
      if (isAborted) aborted.add({ route });
    },
    pushed: (found) => {
      for (const verdict of found) verdicts.add({ verdict });
    },
    transaction: (waited, took) => {
      waits.observe(waited);
      takes.observe(took);
    },
    text: () => registry.text(),
    stop: () => delay.disable(),
  };
}
