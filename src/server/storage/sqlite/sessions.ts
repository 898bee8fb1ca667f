/** Sessions (storage/sessions.ts) over the connections of SQLite. */
import { sessionsOver } from '../sessions.ts';
import type { Sessions } from '../sessions.ts';
import type { SqliteConnections } from './open.ts';
import { explain } from './open.ts';
import { Statements } from './statements.ts';

export function sqliteSessions({ writer, reader, mutex }: SqliteConnections): Sessions {
  const [reading, writing] = [new Statements(reader), new Statements(writer)];
  const explained = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explain(error);
    }
  };
  return sessionsOver(
    async (sql, ...values) => explained(() => reading.get(sql).all(...values)),
    (sql, ...values) => mutex.run(async () => explained(() => writing.get(sql).all(...values))),
  );
}
