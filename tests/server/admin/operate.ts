/** A command of the operator's, run in this process over the database of a running endpoint; answers what it said. */
import type { Command } from '../../../src/server/admin/command.ts';

export async function operate(url: string, command: Command, ...args: string[]): Promise<string[]> {
  const said: string[] = [];
  await command(args, {
    env: { DATABASE_URL: url },
    say: (line) => void said.push(line),
    complain: (line) => void said.push(line),
    progress: () => ({ at: () => {}, end: () => {} }),
    confirm: async () => false,
  });
  return said;
}
