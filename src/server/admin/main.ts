/** `npm run admin -- COMMAND …`: the operator's commands. Exit codes: 0 done, 1 data is wrong, 2 refused, 3 failed. */
import { ConfigError } from '../config.ts';
import { report } from '../report.ts';
import { UsageError } from './command.ts';
import type { Command, Io } from './command.ts';
import { copy } from './copy.ts';

const COMMANDS = new Map<string, Command>([['copy', copy]]);

const io: Io = {
  env: process.env,
  say: (line) => void process.stdout.write(`${line}\n`),
  progress: (what) => ({
    at: (done, total) => void process.stderr.write(`\r${what} ${done} of ${total}`),
    end: () => void process.stderr.write('\n'),
  }),
  confirm: async () => false,
};

const [name = '', ...args] = process.argv.slice(2);
try {
  const command = COMMANDS.get(name);
  if (!command) throw new UsageError(`Name a command: ${[...COMMANDS.keys()].join(', ')}`);
  process.exitCode = await command(args, io);
} catch (error) {
  const isRefusal = error instanceof UsageError || error instanceof ConfigError;
  if (isRefusal) process.stderr.write(`${error.message}\n`);
  else report(error);
  process.exitCode = isRefusal ? 2 : 3;
}
