/** What accounts ask of SQLite outside of the storage port (sessions, personal tokens): reading, and changing in turn with all that write. */
import type { Ask } from '../administration.ts';
import type { SqliteConnections } from './open.ts';
import { explain } from './open.ts';
import { Statements } from './statements.ts';

export function sqliteAsks({ writer, reader, mutex }: SqliteConnections): { ask: Ask; change: Ask } {
  const [reading, writing] = [new Statements(reader), new Statements(writer)];
  const explained = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explain(error);
    }
  };
  return {
    ask: async (sql, ...values) => explained(() => reading.get(sql).all(...values)),
    change: (sql, ...values) => mutex.run(async () => explained(() => writing.get(sql).all(...values))),
  };
}
