/** `admin epoch`: tells every device that this is not the PostgreSQL database it knew, because a dump was restored. */
import { OperatorError, renewEpoch, withConnection } from '../storage/postgres/operator.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { databaseOf } from './open-database.ts';

export const epoch: Command = async (args, io) => {
  if (args.length > 0) throw new UsageError('epoch takes no arguments: DATABASE_URL names the database.');
  const config = databaseOf(io.env['DATABASE_URL']);
  if (config.kind === 'sqlite') throw new UsageError('This is for PostgreSQL. For SQLite, restore does it itself.');
  try {
    await withConnection(config.url, renewEpoch);
  } catch (error) {
    throw error instanceof OperatorError ? new UsageError(error.message) : error;
  }
  io.say('The database has a new epoch: devices offer again what they have and it does not, once they connect.');
  return 0;
};
