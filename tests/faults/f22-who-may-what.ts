/**
 * The tables of who may do what and of what reaches whom, cell by cell, over both databases. Each cell
 * is a test of its own in tests/server, which is the short form: here they are run and counted.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { noPostgres } from '../../scripts/postgres.ts';
import { must, type Fault } from './fault.ts';
import { onGround } from './ground.ts';

const FILES = ['matrix', 'surfaces', 'images'].map((table) => `tests/server/permission-${table}.test.ts`);
const RUNNER = 'node_modules/vitest/vitest.mjs';

const report = v.object({
  testResults: v.array(v.object({ assertionResults: v.array(v.object({ title: v.string(), status: v.string() })) })),
});

export const f22: Fault = {
  title: 'who may do what, and what reaches whom',
  run: () =>
    onGround(async ({ folder }) => {
      const projects = (await noPostgres()) === null ? ['unit', 'postgres'] : ['unit'];
      const file = join(folder, 'report.json');
      const named = projects.flatMap((project) => ['--project', project]);
      const args = [RUNNER, 'run', ...named, '--reporter=json', `--outputFile=${file}`, ...FILES];
      spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
      const { testResults } = v.parse(report, JSON.parse(readFileSync(file, 'utf8')));
      const cells = testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ title }) => / → /.test(title));
      const good = cells.filter(({ status }) => status === 'passed').length;
      must(cells.length > 0, 'no cell was run');
      const more = { cells: cells.length, databases: projects.length };
      return { acknowledged: good, lost: 0, duplicated: 0, leaked: cells.length - good, more };
    }),
};
