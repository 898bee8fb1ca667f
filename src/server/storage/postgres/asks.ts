/** What accounts ask of PostgreSQL outside of the storage port (sessions, personal tokens); their statements are prepared, as all that are asked often. */
import type { Pool } from 'pg';
import type { Ask } from '../administration.ts';
import { explain } from './explain.ts';
import { numbered, type Statement } from './statement.ts';

export function postgresAsk(pool: Pick<Pool, 'query'>): Ask {
  const statements = new Map<string, Statement>();
  return async (sql, ...values) => {
    const statement = statements.get(sql) ?? { name: `asked_${statements.size}`, text: numbered(sql) };
    statements.set(sql, statement);
    try {
      return (await pool.query({ ...statement, values })).rows;
    } catch (error) {
      throw explain(error);
    }
  };
}
