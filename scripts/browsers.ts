/**
 * The real browsers that tests and tour drive. On Debian as root a missing one is installed;
 * elsewhere the one command to run is said. `CHROMIUM` and `FIREFOX` name other places.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const BROWSERS = {
  chromium: {
    variable: 'CHROMIUM',
    debian: 'chromium',
    places: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
  },
  firefox: {
    variable: 'FIREFOX',
    debian: 'firefox-esr',
    places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
} as const;

export type BrowserName = keyof typeof BROWSERS;

/** Finds or installs the browsers, and sets their environment variables for the processes to come. */
export function ensureBrowsers(names: readonly BrowserName[]): void {
  const missing = names.filter((name) => !findBrowser(name));
  if (missing.length > 0) install(missing.map((name) => BROWSERS[name].debian));
  for (const name of names) {
    const path = findBrowser(name);
    if (!path) fail(`${name} was not found. Install it, or set ${BROWSERS[name].variable} to its program.`);
    process.env[BROWSERS[name].variable] = path;
  }
}

/** Debian keeps Chromium's languages in a package of their own; elsewhere a browser has them. */
export function ensureLanguages(): void {
  const isDebians =
    existsSync('/usr/lib/chromium/locales/en-US.pak') && findBrowser('chromium') === '/usr/bin/chromium';
  if (isDebians && !existsSync('/usr/lib/chromium/locales/de.pak')) install(['chromium-l10n']);
}

/** The program of a browser, from its environment variable or where systems put it. */
export function findBrowser(name: BrowserName): string | undefined {
  const { variable, places } = BROWSERS[name];
  const named = process.env[variable];
  return named && existsSync(named) ? named : places.find((place) => existsSync(place));
}

function install(packages: readonly string[]): void {
  const command = `apt-get update && apt-get install -y ${packages.join(' ')}`;
  if (!existsSync('/usr/bin/apt-get')) fail(`Missing: ${packages.join(', ')}. Install from your system's packages.`);
  if (process.getuid?.() !== 0) fail(`Missing: ${packages.join(', ')}. Run: sudo sh -c '${command}'`);
  console.log(`Installing ${packages.join(' and ')} …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('sh', ['-c', `(${command}) >/dev/null`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
  });
  if (status !== 0) fail(`Could not install. Run: ${command}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
