/**
 * The test projects: `unit` in Node, `devices` what is kept on devices and synced, `postgres` the endpoint over a real PostgreSQL (the same files
 * as over SQLite, and its own), `browser` and `properties` in a real Chromium (anchoring, ui and pages need layout,
 * ranges and CSS highlights), `e2e` with the built extension and a real endpoint process.
 */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';
import { noPostgres } from './scripts/postgres.ts';

/** What random cases follow from: the same in every run, others by `SEED=7 npm test`. */
const seed = Number(process.env['SEED'] ?? 1);

const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Vite's part of every project that runs in a browser. */
const bundled = {
  publicDir: false as const,
  // Vue asks for them (https://link.vuejs.org/feature-flags)
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: true,
  },
  optimizeDeps: {
    include: [
      'preact',
      'preact/hooks',
      'preact/jsx-runtime',
      'preact/jsx-dev-runtime',
      'preact/test-utils',
      'valibot',
      'dexie',
      'webextension-polyfill',
      'mdast-util-from-markdown',
      'mdast-util-math',
      'micromark-extension-math',
      'katex',
      '@orama/stemmers/arabic',
      '@orama/stemmers/danish',
      '@orama/stemmers/dutch',
      '@orama/stemmers/english',
      '@orama/stemmers/finnish',
      '@orama/stemmers/french',
      '@orama/stemmers/german',
      '@orama/stemmers/greek',
      '@orama/stemmers/indian',
      '@orama/stemmers/italian',
      '@orama/stemmers/norwegian',
      '@orama/stemmers/portuguese',
      '@orama/stemmers/russian',
      '@orama/stemmers/spanish',
      '@orama/stemmers/swedish',
      'axe-core',
      'fflate',
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
      'fast-check',
      'react',
      'react-dom',
      'react-dom/client',
      'react-dom/server.browser',
      'vue',
      'vue/server-renderer',
    ],
  },
};

/** The real Chromium they run in: an object for each project, since the runner writes the project's name into it. */
const inChromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  }),
  instances: [{ browser: 'chromium' as const }],
});

/** What is waited for comes within a blink, or on a machine with much to do within seconds; the usual second is too short there. */
const expect = { poll: { timeout: 15_000 } };

/**
 * In Node. Each file has a process of its own where it needs one: a device's database, for example, is its process's only
 * IndexedDB. Of what an endpoint and the rules are made of nothing is left in a process when a test has closed it, and to load it anew for
 * each file takes as long as half of the tests: there files share processes (`isolate: false`).
 */
const inNode = {
  expect,
  environment: 'node' as const,
  provide: { database: 'sqlite' as const, seed },
  testTimeout: 30_000,
  // Accounts are loaded in many of them, which takes long on a busy machine.
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...inNode,
          name: 'unit',
          include: ['tests/{bench,core,protocol,locales,server}/**/*.test.ts'],
          exclude: ['**/*.browser.test.*', 'tests/server/postgres/**'],
          isolate: false,
        },
      },
      {
        test: {
          ...inNode,
          name: 'devices',
          include: ['tests/{store,sync,background,faults}/**/*.test.ts'],
          exclude: ['**/*.browser.test.*'],
        },
      },
      {
        test: {
          name: 'postgres',
          expect,
          environment: 'node',
          provide: { database: 'postgres', seed },
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...((await noPostgres()) === null
            ? {
                globalSetup: 'tests/server/postgres/server.ts',
                include: [
                  'tests/server/postgres/**/*.test.ts',
                  'tests/server/{accounts,device-codes,live,moderation,oidc,parts,passkeys,people,personal-tokens,permission-matrix,pulls,push,reaction-matrix,reactions,sessions,who-is,writers-and-cursors}.test.ts',
                  'tests/server/{admin/people,api/document,metrics/metrics,stop}.test.ts',
                  'tests/server/hypothesis/*.test.ts',
                  'tests/server/annotations/**/*.test.ts',
                  'tests/server/{feeds,webhooks}.test.ts',
                ],
                exclude: ['**/none.test.ts'],
              }
            : { include: ['tests/server/postgres/none.test.ts'] }),
        },
      },
      {
        ...bundled,
        test: {
          name: 'browser',
          expect,
          include: ['tests/**/*.browser.test.{ts,tsx}'],
          // ten thousand pages are quick in a renderer of their own, and slow after all others in one
          exclude: ['tests/anchoring/properties.browser.test.ts'],
          provide: { seed, pictures: process.env['PICTURES'] === '1' },
          // axe looks at everything on a page, more than once in some
          testTimeout: 90_000,
          browser: inChromium(),
        },
      },
      {
        ...bundled,
        test: {
          name: 'properties',
          expect,
          include: ['tests/anchoring/properties.browser.test.ts'],
          provide: { seed },
          testTimeout: 120_000,
          browser: inChromium(),
        },
      },
      {
        test: {
          name: 'e2e',
          expect,
          environment: 'node',
          include: ['tests/e2e/**/*.e2e.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
