/**
 * `npm test`: format, lint, types, build, then every test in Node, real Chromium and Firefox.
 * The last line is `N passed, N failed, N skipped`, counted from the runner's own reports; a
 * runner that reports no test is a failure. `npm test -- unit` runs only the projects named.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowsers, ensureLanguages } from './browsers.ts';

const REPORTS = '.cache/reports';
const PROJECTS = ['unit', 'postgres', 'browser', 'properties', 'e2e'];

type Result = { status: string; fullName: string; failureMessages?: string[] };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests?: number;
  success: boolean;
  testResults: { status: string; name: string; message?: string; assertionResults: Result[] }[];
};

/** Milliseconds for one project: what hangs must not keep the machine that runs it. The longest takes some six minutes. */
const PATIENCE = 20 * 60_000;

/** Two of whose files run at a time. Of those in one browser only one can have the focus. */
const IN_PAIRS: ReadonlySet<string> = new Set(['unit', 'postgres', 'e2e']);

/** Files of a project that are tried a second time when they fail; more of them have one cause. */
const SECOND_TRIES = 3;

const named = process.argv.slice(2);
const projects = named.length > 0 ? PROJECTS.filter((one) => named.includes(one)) : PROJECTS;
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, and what did so at first only: said last, where the end of a long log is looked at. */
const remarks: string[] = [];
let broken = false;

ensureBrowsers(['chromium', 'firefox']);
if (projects.includes('e2e')) ensureLanguages();
if (named.length === 0) {
  step('format', 'node_modules/.bin/oxfmt', ['--check']);
  step('lint', 'node_modules/.bin/oxlint', ['--deny-warnings']);
  step('types', 'node_modules/.bin/tsc', ['-b']);
}
if (projects.includes('e2e')) step('build', 'npm', ['run', '--silent', 'build']);
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
for (const project of projects) runTests(project);

for (const remark of remarks) console.log(remark);
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

/**
 * Runs a project, and files of it that failed once more in a fresh process, if they are few: real browsers, databases
 * and processes on a busy machine fail at times for its reasons. What then passes is counted as passed and named as
 * unsteady with its first failure, since an unsteady test is a defect to be found; what fails twice has failed.
 */
function runTests(project: string): void {
  const first = run(project);
  if (!first) return;
  const failing = first.testResults.filter((file) => file.status !== 'passed');
  const names = failing.map((file) => file.name);
  const second = names.length > 0 && names.length <= SECOND_TRIES ? run(project, names) : undefined;
  const isMended = second?.isGood === true && second.numPassedTests > 0;
  for (const file of failing) remarks.push(...failures(project, file, isMended ? 'unsteady' : 'failed'));
  total.passed += first.numPassedTests + (isMended ? first.numFailedTests : 0);
  total.failed += isMended ? 0 : first.numFailedTests;
  total.skipped += first.numPendingTests + (first.numTodoTests ?? 0);
  const isEmpty = first.numPassedTests + first.numPendingTests === 0;
  if (isEmpty || !(first.isGood || isMended)) broken = true;
}

/** Lines that name what failed in a file; a file that could not be run at all has one message of its own. */
function* failures(project: string, file: Report['testResults'][number], word: string): Generator<string> {
  const failed = file.assertionResults.filter((one) => one.status === 'failed');
  const where = `✗ ${word}: ${project}, ${file.name.replace(`${process.cwd()}/`, '')}`;
  if (failed.length === 0) yield `${where}\n${file.message ?? ''}`;
  for (const one of failed) yield `${where}: ${one.fullName}\n${(one.failureMessages ?? []).join('\n')}`;
}

/** The runner's report on a project, or on some of its files; `undefined` when it left none. */
function run(project: string, files: string[] = []): (Report & { isGood: boolean }) | undefined {
  const file = `${REPORTS}/${project}.json`;
  rmSync(file, { force: true });
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...files,
    '--project',
    project,
    // the runner would leave one of two processors idle; endpoints, databases and browsers wait more than they compute
    ...(IN_PAIRS.has(project) ? ['--maxWorkers=2'] : []),
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
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    // an error outside of every test ends the runner badly and stands in no report
    return { ...report, isGood: report.success && status === 0 };
  } catch {
    remarks.push(`✗ ${project}: the runner left no report`);
    broken = true;
    return undefined;
  }
}
