/**
 * `npm start`: builds the extension, starts an endpoint with a sample class, and opens a browser
 * that has joined it, on a reading with classmates' notes. Without a display the same tour is
 * walked headless and its pictures lie in tour/. `--no-browser` only serves.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBrowsers } from './browsers.ts';
import { startSampleEndpoint } from './sample-endpoint.ts';
import { openBrowser, walkTour } from './tour.ts';

const noBrowser = process.argv.includes('--no-browser');
const hasDisplay =
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

say('Building the extension …');
const build = spawnSync('npm', ['run', '--silent', 'build'], { encoding: 'utf8', shell: process.platform === 'win32' });
if (build.status !== 0) {
  console.error(build.stdout, build.stderr);
  process.exit(1);
}

const port = Number(process.env['PORT'] ?? 8787);
const data = process.env['DATA'] ?? 'data';
say('Starting the endpoint and its sample class …');
const endpoint = await startSampleEndpoint(data, port);
const reading = `${endpoint.url}/readings/`;
say(
  `Endpoint    ${endpoint.url}\nReadings    ${reading}\nInvitation  ${endpoint.loaded.invitationUrl}\nExtension   dist/chrome, dist/firefox`,
);

if (noBrowser) await untilInterrupted();
else {
  ensureBrowsers(['chromium']);
  if (hasDisplay) {
    const browser = await openBrowser(endpoint, join(data, 'profile'));
    say('A browser is open on a reading. Press Ctrl+C here to end.');
    await Promise.race([untilInterrupted(), new Promise((closed) => browser.once('disconnected', closed))]);
    await browser.close().catch(() => undefined);
  } else {
    say('There is no display: walking the tour headless …');
    for (const picture of await walkTour(endpoint, 'tour')) say(`  ${picture}`);
  }
}
await endpoint.stop();

function untilInterrupted(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
}

function say(line: string): void {
  console.log(line);
}
