/** Starts the endpoint from the environment and stops it on a signal. */
import { ConfigError, loadConfig } from './config.ts';
import { startEndpoint } from './endpoint.ts';
import { createLog } from './log/log.ts';
import { report } from './report.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { SchemaError } from './storage/storage.ts';

export async function start(): Promise<void> {
  try {
    const config = loadConfig(process.env);
    const log = createLog(config.logLevel ?? 'info');
    const endpoint = await startEndpoint(config, { log, report: log.report });
    // Scripts and tests wait for this line; all others are the log's, on stderr.
    process.stdout.write(`commonplace endpoint listening on ${endpoint.url}\n`);
    log.event('listening', { host: config.host, port: new URL(endpoint.url).port });
    stopOnSignal({ stop: () => endpoint.stop(), event: log.event, report: log.report });
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SchemaError) process.stderr.write(`${error.message}\n`);
    else report(error);
    process.exitCode = 1;
  }
}
