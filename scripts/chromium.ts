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
  /** The extension is brought by the debugger, so that it can be brought anew, which is an update. */
  updates?: boolean;
  headless?: boolean;
  viewport?: LaunchOptions['defaultViewport'];
  /** The language of the browser itself, such as `pt-BR`. */
  language?: string | undefined;
  /** Milliseconds that one thing asked of a page may take. */
  patience?: number;
};

export function launchChromium({
  profile,
  extension,
  updates = false,
  headless = true,
  viewport = null,
  language,
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
      ...(language ? [`--lang=${language}`] : []),
      ...(path && !updates ? [`--disable-extensions-except=${path}`, `--load-extension=${path}`] : []),
    ],
    // Linux tells it by the environment.
    ...(language && { env: { ...process.env, LANGUAGE: language } }),
    ...(path && updates && { pipe: true, enableExtensions: [path] }),
    defaultViewport: viewport,
    protocolTimeout: patience,
  });
}
