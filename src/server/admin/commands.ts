/** The commands of `npm run admin`, with what `--help` says of each. A new one is a file and a line here. */
import { backup } from './backup.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { copy } from './copy.ts';
import { epoch } from './epoch.ts';
import { group } from './group.ts';
import { restore } from './restore.ts';
import { stats } from './stats.ts';
import { user } from './user.ts';

export type Entry = { run: Command; usage: string; does: string; more?: string };

export const COMMANDS: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  [
    'backup',
    {
      run: backup,
      usage: 'backup FILE',
      does: 'copy an SQLite database while the endpoint runs, and check the copy',
      more: 'Writes FILE and FILE.sha256 (for sha256sum -c). For PostgreSQL: pg_dump --format=custom --file=FILE "$DATABASE_URL"',
    },
  ],
  [
    'restore',
    {
      run: restore,
      usage: 'restore FILE',
      does: 'put a backup in the place of an SQLite database; stop the endpoint first',
      more: 'The database that was there is kept beside it. Devices bring back what the backup does not have.',
    },
  ],
  [
    'epoch',
    {
      run: epoch,
      usage: 'epoch',
      does: 'after pg_restore, before any endpoint starts: have devices bring back what the dump does not have',
      more: 'Stop every endpoint process first, run pg_restore --clean --if-exists --no-owner, then this.',
    },
  ],
  [
    'copy',
    {
      run: copy,
      usage: 'copy file:PATH postgres://USER:PASSWORD@HOST:PORT/DATABASE',
      does: 'move a stopped endpoint from SQLite to PostgreSQL, and compare both at the end',
      more: 'Cut off, it goes on when it is run again. Keep SECRET as it is: sessions depend on it.',
    },
  ],
  ['check', { run: check, usage: 'check', does: 'look whether the database fits together; exit code 1 if not' }],
  ['stats', { run: stats, usage: 'stats [DAYS]', does: 'how much is kept, and operations by day' }],
  [
    'user',
    {
      run: user,
      usage: 'user list | show ACCOUNT | delete ACCOUNT [--yes] | revoke-sessions ACCOUNT',
      does: 'accounts; ACCOUNT is an id or an e-mail',
      more: 'delete takes out the account, its private notes, and its words in every group (tombstones stay there).',
    },
  ],
  [
    'group',
    {
      run: group,
      usage:
        'group list | show GROUP | log GROUP | set-role GROUP ACCOUNT ROLE | remove-member GROUP ACCOUNT | rename GROUP NAME | delete GROUP [--yes]',
      does: 'groups; GROUP is an id',
      more: 'ROLE is owner, facilitator, member or reader. A new owner makes the one before a facilitator. `log` shows what was done in moderation, by whom, without words.',
    },
  ],
]);
