/** The operator's questions (storage/administration.ts) over the connections of SQLite. */
import { administrationOver } from '../administration.ts';
import type { Administration, Ask } from '../administration.ts';
import type { SqliteConnections } from './open.ts';
import { explain } from './open.ts';

export function sqliteAdministration({ writer, reader, mutex }: SqliteConnections): Administration {
  const over =
    (db: typeof writer): Ask =>
    async (sql, ...values) =>
      db.prepare(sql).all(...values);
  return administrationOver(over(reader), (_groups, work) =>
    mutex.run(async () => {
      try {
        writer.exec('BEGIN IMMEDIATE');
        const result = await work(over(writer));
        writer.exec('COMMIT');
        return result;
      } catch (error) {
        if (writer.isTransaction) writer.exec('ROLLBACK');
        throw explain(error);
      }
    }),
  );
}
