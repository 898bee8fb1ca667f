/** Finds the command that was asked for, runs it, and turns what came of it into an exit code. */
import { ConfigError } from '../config.ts';
import { report } from '../report.ts';
import { RestoreError } from '../storage/sqlite/restore.ts';
import { SchemaError, StorageError } from '../storage/storage.ts';
import { UsageError } from './command.ts';
import type { Io } from './command.ts';
import { COMMANDS } from './commands.ts';
import { helpOf, usage } from './usage.ts';

/** What the operator is told by a sentence; anything else is a fault of ours. */
const REFUSALS = [UsageError, ConfigError, RestoreError, SchemaError];

const TROUBLE: Record<StorageError['reason'], string> = {
  busy: 'The database cannot be reached, or is too busy. Look whether it runs and whether DATABASE_URL is right, then try again.',
  full: 'The disk of the database is full.',
};

/** Answers the exit code: 0 done, 1 something is wrong with the data, 2 refused, 3 failed. */
export async function runAdmin([name = '--help', ...args]: readonly string[], io: Io): Promise<number> {
  const entry = COMMANDS.get(name);
  if (name === '--help' || name === 'help' || args.includes('--help')) {
    io.say(entry ? helpOf(entry) : usage());
    return 0;
  }
  if (!entry) {
    io.complain(`There is no command ${name}.\n\n${usage()}`);
    return 2;
  }
  try {
    return await entry.run(args, io);
  } catch (error) {
    if (error instanceof Error && REFUSALS.some((kind) => error instanceof kind)) {
      io.complain(error.message);
      return 2;
    }
    if (error instanceof StorageError) io.complain(TROUBLE[error.reason]);
    else report(error);
    return 3;
  }
}
