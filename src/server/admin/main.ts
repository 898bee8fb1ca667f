/** `npm run admin -- COMMAND …`: the operator's commands. Exit codes: 0 done, 1 data is wrong, 2 refused, 3 failed. */
import { ConfigError } from '../config.ts';
import { report } from '../report.ts';
import { RestoreError } from '../storage/sqlite/restore.ts';
import { SchemaError } from '../storage/sqlite/migrations.ts';
import { UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';
import { terminal } from './terminal.ts';
import { helpOf, usage } from './usage.ts';

const [name = '--help', ...args] = process.argv.slice(2);
const entry = COMMANDS.get(name);
const isHelp = name === '--help' || name === 'help' || args.includes('--help');

if (isHelp) process.stdout.write(entry ? helpOf(entry) : usage());
else if (!entry) {
  process.stderr.write(`There is no command ${name}.\n\n${usage()}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await entry.run(args, terminal(process.env));
  } catch (error) {
    const isRefusal = [UsageError, ConfigError, RestoreError, SchemaError].some((kind) => error instanceof kind);
    if (isRefusal && error instanceof Error) process.stderr.write(`${error.message}\n`);
    else report(error);
    process.exitCode = isRefusal ? 2 : 3;
  }
}
