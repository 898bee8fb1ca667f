/**
 * The order of test files: those that take longest begin first, so that none is left alone at the end with the other worker
 * idle. The runner learns that by itself where it has run before, but a clean clone has not: there it goes by the files' sizes.
 */
import { existsSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each takes more than some 20 s of a worker, the longest first. */
const LONGEST = [
  'tests/e2e/hostile-words.e2e.ts',
  'tests/e2e/talk.e2e.ts',
  'tests/faults/faults.test.ts',
  'tests/sync/simulation/simulation.test.ts',
  'tests/e2e/firefox.e2e.ts',
  'tests/sync/hidden.test.ts',
  'tests/server/permission-matrix.test.ts',
  'tests/e2e/by-keyboard.e2e.ts',
  'tests/e2e/faults-in-browser.e2e.ts',
  'tests/sync/simulation/pictures-and-imports.test.ts',
  'tests/sync/kill.test.ts',
  'tests/e2e/living.e2e.ts',
  'tests/e2e/any-page.e2e.ts',
  'tests/server/process.test.ts',
  'tests/e2e/faults.e2e.ts',
  'tests/store/import-parts.test.ts',
  'tests/server/reaction-matrix.test.ts',
  'tests/server/postgres/processes.test.ts',
  'tests/sync/simulation/failed-once.test.ts',
  'tests/server/postgres/copy.test.ts',
  'tests/sync/large-group-changes.test.ts',
  'tests/e2e/backup.e2e.ts',
  'tests/server/admin/people.test.ts',
  'tests/sync/simulation/in-parts.test.ts',
];

const missing = LONGEST.filter((file) => !existsSync(file));
if (missing.length > 0)
  throw new Error(`scripts/longest-first.ts names files that are not there: ${missing.join(', ')}`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
