/** The PostgreSQL of a run of the project `postgres`: started once, thrown away at the end. */
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../../scripts/postgres.ts';
import type { Postgres } from '../../../scripts/postgres.ts';

let server: Postgres | null = null;

export async function setup(project: TestProject): Promise<void> {
  server = await startPostgres();
  project.provide('postgres', server.urlOf('postgres'));
}

export async function teardown(): Promise<void> {
  await server?.remove();
}
