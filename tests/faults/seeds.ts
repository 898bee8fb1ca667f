/** Seeds of runs that failed once. They are kept in the repository and run again with every test. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const FILE = join(import.meta.dirname, 'failed-seeds.json');
const schema = v.record(v.string(), v.array(v.number()));

export function failedSeeds(fault: string): number[] {
  return read()[fault] ?? [];
}

export function rememberSeed(fault: string, seed: number): void {
  const all = read();
  all[fault] = [...new Set([...(all[fault] ?? []), seed])];
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
}

function read(): v.InferOutput<typeof schema> {
  return v.parse(schema, JSON.parse(readFileSync(FILE, 'utf8')));
}
