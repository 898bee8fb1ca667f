/** `admin user list|show|delete|revoke-sessions`: the accounts of the endpoint. */
import { deleteAccount } from '../accounts/delete-account.ts';
import type { UserEntry } from '../storage/administration.ts';
import { UsageError } from './command.ts';
import type { Command, Io } from './command.ts';
import { withDatabase } from './open-database.ts';
import type { AdminDatabase } from './open-database.ts';
import { printable, table } from './table.ts';

export const user: Command = async ([act, ...args], io) => {
  const run = act === undefined ? undefined : ACTS.get(act);
  if (!run) throw new UsageError(`user needs one of: ${[...ACTS.keys()].join(', ')}.`);
  return withDatabase(io, (database) => run(database, args, io));
};

type Act = (database: AdminDatabase, args: readonly string[], io: Io) => Promise<number>;

const list: Act = async ({ administration }, _args, io) => {
  const users = await administration.users();
  const rows = users.map((one) => [
    one.id,
    one.name,
    one.email ?? 'guest',
    one.created.slice(0, 10),
    `${one.sessions}`,
  ]);
  for (const line of table([['ACCOUNT', 'NAME', 'E-MAIL', 'SINCE', 'SESSIONS'], ...rows])) io.say(line);
  return 0;
};

const show: Act = async (database, args, io) => {
  const found = await findUser(database, args[0]);
  const groups = await database.administration.groupsOf(found.id);
  for (const line of table([
    ['account', found.id],
    ['name', found.name],
    ['e-mail', found.email ?? 'none (guest)'],
    ['since', found.created],
    ['sessions', `${found.sessions}`],
  ])) {
    io.say(line);
  }
  for (const { group, isPersonal } of groups) {
    const place = await database.storage.membership(group, found.id);
    const notes = (await database.administration.notesOf(group, found.id)).length;
    io.say(`group ${group}  ${isPersonal ? 'personal' : `${place?.role} (${place?.status})`}, ${notes} notes`);
  }
  return 0;
};

const remove: Act = async (database, args, io) => {
  const found = await findUser(database, args[0]);
  const question = `Delete ${printable(found.name)} (${found.id}), their private notes and their words in every group? This cannot be undone.`;
  const isSure = args.includes('--yes') || (await io.confirm(question, 'delete'));
  if (!isSure) throw new UsageError('Nothing was deleted. Add --yes where nobody can be asked.');
  await database.administration.revokeSessions(found.id);
  const deleted = await deleteAccount(database, found.id);
  io.say(`Deleted ${found.id}: ${deleted.notes} notes are tombstones, ${deleted.groups.length} groups are gone.`);
  io.say('Backups made before still hold this account.');
  return 0;
};

const revoke: Act = async (database, args, io) => {
  const found = await findUser(database, args[0]);
  const ended = await database.administration.revokeSessions(found.id);
  io.say(
    `Ended ${ended} sessions; a running endpoint forgets them within five seconds, live connections within a minute.`,
  );
  if (found.email === null) io.say('This is a guest: without a session they cannot come back to their account.');
  return 0;
};

const ACTS: ReadonlyMap<string, Act> = new Map([
  ['list', list],
  ['show', show],
  ['delete', remove],
  ['revoke-sessions', revoke],
]);

/** @param named an account or its e-mail */
async function findUser({ administration }: AdminDatabase, named: string | undefined): Promise<UserEntry> {
  if (named === undefined) throw new UsageError('Name the account, or its e-mail.');
  const found = (await administration.users()).find((one) => one.id === named || one.email === named.toLowerCase());
  if (!found) throw new UsageError(`There is no account ${named}.`);
  return found;
}
