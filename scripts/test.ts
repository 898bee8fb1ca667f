/**
 * `npm test`: format, lint, types, build, then every test in Node, real Chromium and Firefox.
 * The last line is `N passed, N failed, N skipped`, counted from the runner's own reports; a
 * runner that reports no test is a failure. `npm test -- unit` runs only the projects named.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowsers } from './browsers.ts';

const REPORTS = '.cache/reports';
const PROJECTS = ['unit', 'postgres', 'browser', 'properties', 'e2e'];

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests?: number;
  success: boolean;
  testResults: { status: string; name: string; assertionResults: unknown[] }[];
};

/** Milliseconds for one project: what hangs must not keep the machine that runs it. The longest takes some six minutes. */
const PATIENCE = 20 * 60_000;

const named = process.argv.slice(2);
const projects = named.length > 0 ? PROJECTS.filter((one) => named.includes(one)) : PROJECTS;
const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

ensureBrowsers(['chromium', 'firefox']);
if (named.length === 0) {
  step('format', 'node_modules/.bin/oxfmt', ['--check']);
  step('lint', 'node_modules/.bin/oxlint', ['--deny-warnings']);
  step('types', 'node_modules/.bin/tsc', ['-b']);
}
if (projects.includes('e2e')) step('build', 'npm', ['run', '--silent', 'build']);
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
for (const project of projects) runTests(project);

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(broken || total.failed > 0 || total.passed === 0 ? 1 : 0);

function step(name: string, command: string, args: string[]): void {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64e6 });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status === 0) return;
  console.log(stdout, stderr);
  broken = true;
}

function runTests(project: string): void {
  const file = `${REPORTS}/${project}.json`;
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    // the runner would leave one of two processors idle; endpoints and databases wait more than they compute
    ...(project === 'unit' || project === 'postgres' ? ['--maxWorkers=2'] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { status, signal } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  if (signal) console.log(`✗ ${project}: stopped after ${PATIENCE / 60_000} minutes`);
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    console.log(`✗ ${project}: the runner left no report`);
    broken = true;
    return;
  }
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
  const isEmpty = report.numPassedTests + report.numPendingTests === 0;
  if (status !== 0 || !report.success || isEmpty) broken = true;
}
