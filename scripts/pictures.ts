/** `npm run pictures`: makes the pictures of the pieces anew (docs/ui); look at them before they are committed. */
import { spawnSync } from 'node:child_process';
import { ensureBrowsers } from './browsers.ts';

ensureBrowsers(['chromium']);
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'browser', 'tests/ui/patterns.browser.test.tsx'];
const { status } = spawnSync(process.execPath, vitest, { stdio: 'inherit', env: { ...process.env, PICTURES: '1' } });
process.exitCode = status ?? 1;
