/** Starts a real Chromium, with the built extension or without: the same for tour, benchmarks and tests. */
import { resolve } from 'node:path';
import { launch, type Browser, type LaunchOptions } from 'puppeteer-core';
import { findBrowser } from './browsers.ts';

/** Quiet in a closed network, without a GPU, and without first-run pages. */
const FLAGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type ChromiumOptions = {
  /** Folder of the profile. */
  profile: string;
  /** Folder of an unpacked extension, such as `dist/chrome`. */
  extension?: string;
  headless?: boolean;
  viewport?: LaunchOptions['defaultViewport'];
  /** Milliseconds that one thing asked of a page may take. */
  patience?: number;
};

export function launchChromium({
  profile,
  extension,
  headless = true,
  viewport = null,
  patience = 180_000,
}: ChromiumOptions): Promise<Browser> {
  const path = extension && resolve(extension);
  const program = findBrowser('chromium');
  return launch({
    ...(program ? { executablePath: program } : { channel: 'chrome' as const }),
    headless,
    userDataDir: profile,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...FLAGS,
      // Chromium's sandbox does not start for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(path ? [`--disable-extensions-except=${path}`, `--load-extension=${path}`] : []),
    ],
    defaultViewport: viewport,
    protocolTimeout: patience,
  });
}
