/**
 * `npm test`: format, lint, types, build, and every test in Node, real Chromium and Firefox.
 * The last line is `N passed, N failed, N skipped`, counted from the runner's own reports; a
 * runner that reports no test is a failure. `npm test -- unit` runs only the projects named.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowsers, ensureLanguages } from './browsers.ts';

const REPORTS = '.cache/reports';

/** A browser's own run has one file at a time, and leaves a processor idle; rules and endpoints in Node compute beside it. */
const BESIDE = ['unit'] as const;
const IN_BROWSER = ['browser', 'properties'] as const;
/** Alone: they start processes, databases and browsers, and wait for what comes in time. */
const ALONE = ['devices', 'postgres', 'e2e'] as const;
type Project = (typeof BESIDE | typeof IN_BROWSER | typeof ALONE)[number];

type Result = { status: string; fullName: string; failureMessages?: string[] };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests?: number;
  success: boolean;
  testResults: { status: string; name: string; message?: string; assertionResults: Result[] }[];
};

/** Milliseconds for one project: what hangs must not keep the machine that runs it. The longest takes some ten minutes, and more on a machine that has other work. */
const PATIENCE = 30 * 60_000;

/** Files of a project that are tried a second time when they fail; more of them have one cause. */
const SECOND_TRIES = 3;

const named = process.argv.slice(2);
const isAll = named.length === 0;
const wanted = <T extends Project>(projects: readonly T[]): T[] =>
  projects.filter((one) => isAll || named.includes(one));
const isInBrowser = wanted(IN_BROWSER).length > 0;
const isEndToEnd = wanted(ALONE).includes('e2e');
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, and what did so at first only: said last, where the end of a long log is looked at. */
const remarks: string[] = [];
let broken = false;
/** Files that programs have written what they say into. */
let logs = 0;

ensureBrowsers(['chromium', 'firefox']);
if (isEndToEnd) ensureLanguages();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
await Promise.all([besideBrowser(), inBrowser()]);
for (const project of wanted(ALONE)) await runTests(project, 'as it comes');

for (const remark of remarks) console.log(remark);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(broken || total.failed > 0 || total.passed === 0 ? 1 : 0);

async function besideBrowser(): Promise<void> {
  if (isEndToEnd) await step('build', 'npm', ['run', '--silent', 'build']);
  for (const project of wanted(BESIDE)) await runTests(project, isInBrowser ? 'when it has ended' : 'as it comes');
}

async function inBrowser(): Promise<void> {
  if (isAll) {
    await step('format', 'node_modules/.bin/oxfmt', ['--check']);
    await step('lint', 'node_modules/.bin/oxlint', ['--deny-warnings']);
    await step('types', 'node_modules/.bin/tsc', ['-b']);
  }
  for (const project of wanted(IN_BROWSER)) await runTests(project, 'as it comes');
}

/** Files at a time, where the runner is not left to choose: of those in one browser only one can have the focus. */
function filesAtOnce(project: Project): number | null {
  if (IN_BROWSER.some((one) => one === project)) return null;
  return project === 'unit' && isInBrowser ? 1 : 2;
}

async function step(name: string, command: string, args: string[]): Promise<void> {
  const begun = performance.now();
  const { status, said } = await runProgram(command, args, 'when it has ended');
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status === 0) return;
  console.log(said);
  broken = true;
}

/** When what a program says is shown: of two at a time one has to wait, or its lines would stand among the other's. */
type Shown = 'as it comes' | 'when it has ended';

/** Runs a program to its end, or until it has taken too long. `said` is what of it was not shown yet. */
async function runProgram(command: string, args: string[], shown: Shown) {
  // no pipe: what a killed program has left behind would keep it open, and be waited for
  const log = `${REPORTS}/${logs++}.log`;
  const output = shown === 'as it comes' ? 'inherit' : openSync(log, 'w');
  const child = spawn(command, args, { stdio: ['ignore', output, output], timeout: PATIENCE, killSignal: 'SIGKILL' });
  const [status, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (output === 'inherit') return { status, signal, said: '' };
  closeSync(output);
  return { status, signal, said: readFileSync(log, 'utf8') };
}

/**
 * Runs a project, and files of it that failed once more in a fresh process, if they are few: real browsers, databases
 * and processes on a busy machine fail at times for its reasons. What then passes is counted as passed and named as
 * unsteady with its first failure, since an unsteady test is a defect to be found; what fails twice has failed.
 */
async function runTests(project: Project, shown: Shown): Promise<void> {
  const first = await run(project, shown);
  if (!first) return;
  const failing = first.testResults.filter((file) => file.status !== 'passed');
  const names = failing.map((file) => file.name);
  const second = names.length > 0 && names.length <= SECOND_TRIES ? await run(project, shown, names) : undefined;
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
async function run(
  project: Project,
  shown: Shown,
  files: string[] = [],
): Promise<(Report & { isGood: boolean }) | undefined> {
  const file = `${REPORTS}/${project}.json`;
  rmSync(file, { force: true });
  const atOnce = filesAtOnce(project);
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...files,
    '--project',
    project,
    // the runner would leave one of two processors idle; endpoints, databases and browsers wait more than they compute
    ...(atOnce === null ? [] : [`--maxWorkers=${atOnce}`]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { status, signal, said } = await runProgram(process.execPath, args, shown);
  if (said !== '') console.log(said);
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
