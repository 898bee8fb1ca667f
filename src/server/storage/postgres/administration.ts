/** The operator's questions (storage/administration.ts) over the pools of PostgreSQL. */
import type { ClientBase } from 'pg';
import { administrationOver } from '../administration.ts';
import type { Administration, Ask } from '../administration.ts';
import type { Columns } from '../columns.ts';
import { withClient } from './pools.ts';
import type { PostgresPools } from './pools.ts';
import { numbered } from './statement.ts';
import { beginHolding } from './transaction.ts';

export function postgresAdministration({ reading, writing }: PostgresPools): Administration {
  const over =
    (client: Pick<ClientBase, 'query'>): Ask =>
    async (sql, ...values) =>
      (await client.query<Columns>(numbered(sql), values)).rows;
  return administrationOver(
    (sql, ...values) => withClient(reading, (client) => over(client)(sql, ...values)),
    (groups, work) =>
      withClient(writing, async (client) => {
        await beginHolding(client, groups);
        const result = await work(over(client));
        await client.query('COMMIT');
        return result;
      }),
  );
}
