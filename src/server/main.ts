/** Starts the endpoint from the environment and stops it on a signal: `node src/server/main.ts`. */
import { ConfigError, loadConfig } from './config.ts';
import { startEndpoint } from './endpoint.ts';
import { report } from './report.ts';

try {
  const endpoint = await startEndpoint(loadConfig(process.env));
  // Scripts and tests wait for this line.
  process.stdout.write(`commonplace endpoint listening on ${endpoint.url}\n`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await endpoint.stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => {
        report(error);
        process.exitCode = 1;
      });
    });
  }
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else report(error);
  process.exitCode = 1;
}
