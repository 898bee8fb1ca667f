/** Sessions (storage/sessions.ts) over a pool of PostgreSQL; their statements are prepared, as all that are asked often. */
import type { Pool } from 'pg';
import type { Ask } from '../administration.ts';
import { sessionsOver } from '../sessions.ts';
import type { Sessions } from '../sessions.ts';
import { numbered } from './administration.ts';
import { explain } from './explain.ts';
import type { Statement } from './statement.ts';

export function postgresSessions(pool: Pick<Pool, 'query'>): Sessions {
  const statements = new Map<string, Statement>();
  const ask: Ask = async (sql, ...values) => {
    const statement = statements.get(sql) ?? { name: `session_${statements.size}`, text: numbered(sql) };
    statements.set(sql, statement);
    try {
      return (await pool.query({ ...statement, values })).rows;
    } catch (error) {
      throw explain(error);
    }
  };
  return sessionsOver(ask, ask);
}
