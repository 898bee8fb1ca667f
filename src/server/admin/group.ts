/** `admin group list|show|log|set-role|remove-member|rename|delete`: groups, where their owner cannot be reached. */
import * as v from 'valibot';
import { groupRow, membershipRow, role } from '../../core/record.ts';
import type { Role } from '../../core/record.ts';
import { changeMember } from '../groups/membership.ts';
import { noteModeration } from '../groups/moderation.ts';
import { renameGroup } from '../groups/rename.ts';
import type { GroupEntry } from '../storage/administration.ts';
import type { Membership, Storage } from '../storage/storage.ts';
import type { Writing } from '../sync/write-record.ts';
import { UsageError } from './command.ts';
import type { Command, Io } from './command.ts';
import { withDatabase } from './open-database.ts';
import type { AdminDatabase } from './open-database.ts';
import { printable, table } from './table.ts';

export const group: Command = async ([act, ...args], io) => {
  const run = act === undefined ? undefined : ACTS.get(act);
  if (!run) throw new UsageError(`group needs one of: ${[...ACTS.keys()].join(', ')}.`);
  return withDatabase(io, (database) => run(database, args, io));
};

type Act = (database: AdminDatabase, args: readonly string[], io: Io) => Promise<number>;

const list: Act = async ({ storage, administration }, _args, io) => {
  const shared = (await administration.groups()).filter((one) => one.personalOwner === null);
  const rows = await Promise.all(
    shared.map(async (one) => [one.id, await nameOf(storage, one.id), `${one.members}`, `${one.notes}`, `${one.head}`]),
  );
  for (const line of table([['GROUP', 'NAME', 'MEMBERS', 'NOTES', 'CHANGES'], ...rows])) io.say(line);
  return 0;
};

const show: Act = async (database, args, io) => {
  const found = await findGroup(database, args[0]);
  const { storage } = database;
  io.say(`${found.id}  ${printable(await nameOf(storage, found.id))}: ${found.notes} notes, ${found.head} changes`);
  const rows = await Promise.all(
    (await storage.members(found.id)).map(async (member) => {
      const place = await activeMember(storage, found.id, member);
      const record = await storage.record(found.id, place.record);
      const { fields } = v.parse(membershipRow, JSON.parse(record?.body ?? 'null'));
      return [member, fields.name, place.role];
    }),
  );
  for (const line of table(rows)) io.say(line);
  return 0;
};

/** An owner is replaced, never only taken away: a group has exactly one. */
const setRole: Act = async (database, [named, member, wanted], io) => {
  const found = await findGroup(database, named);
  const given = v.safeParse(role, wanted);
  if (member === undefined || !given.success)
    throw new UsageError(`Say: group set-role GROUP ACCOUNT ${role.options.join('|')}.`);
  await database.storage.transact([found.id], async (tx) => {
    const writing: Writing = { tx, now: Date.now(), changes: new Map() };
    const target = await activeMember(tx, found.id, member);
    if (target.role === 'owner' && given.output !== 'owner') throw new UsageError('Make somebody else owner instead.');
    const places: Membership[] = [];
    // One after the other: a transaction is one connection.
    for (const one of await tx.members(found.id)) places.push(await activeMember(tx, found.id, one));
    const before = places.find((place) => place.role === 'owner' && place.member !== member);
    const give = async (place: Membership, role: Role): Promise<void> => {
      if (place.role === role) return;
      const act = { actor: null, act: 'member.role', subject: place.member, role } as const;
      await noteModeration(writing, await changeMember(writing, place, { role }), act);
    };
    await give(target, given.output);
    if (given.output === 'owner' && before) await give(before, 'facilitator');
  });
  io.say(`${member} is ${given.output} of ${found.id}; devices see it when they sync next.`);
  return 0;
};

const removeMember: Act = async (database, [named, member], io) => {
  const found = await findGroup(database, named);
  if (member === undefined) throw new UsageError('Say: group remove-member GROUP ACCOUNT.');
  await database.storage.transact([found.id], async (tx) => {
    const target = await activeMember(tx, found.id, member);
    if (target.role === 'owner') throw new UsageError('This is the owner: make somebody else owner first.');
    const writing: Writing = { tx, now: Date.now(), changes: new Map() };
    const written = await changeMember(writing, target, { status: 'removed' });
    await noteModeration(writing, written, { actor: null, act: 'member.block', subject: member });
  });
  io.say(`${member} is out of ${found.id} and cannot come back by a code; their notes stay.`);
  return 0;
};

const rename: Act = async (database, [named, ...words], io) => {
  const found = await findGroup(database, named);
  const name = words.join(' ');
  if (!v.is(groupRow.entries.fields.entries.name, name)) throw new UsageError('A name has 1 to 80 characters.');
  await renameGroup(database.storage, found.id, name, Date.now());
  io.say(`${found.id} is called ${printable(name)}.`);
  return 0;
};

const remove: Act = async (database, args, io) => {
  const found = await findGroup(database, args[0]);
  const name = printable(await nameOf(database.storage, found.id));
  const question = `Delete ${name} with ${found.notes} notes of ${found.members} members? This cannot be undone.`;
  const isSure = args.includes('--yes') || (await io.confirm(question, 'delete'));
  if (!isSure) throw new UsageError('Nothing was deleted. Add --yes where nobody can be asked.');
  await database.administration.removeGroup(found.id);
  io.say(`${found.id} is gone. Its members' devices keep what they have until they leave it there.`);
  return 0;
};

const LOG_LENGTH = 1000;

/** What was noted of moderation, the newest first. */
const log: Act = async (database, args, io) => {
  const found = await findGroup(database, args[0]);
  const acts = await database.storage.moderations(found.id, Number.MAX_SAFE_INTEGER, LOG_LENGTH);
  const rows = acts.map(({ at, actor, act, subject, role: given }) => [
    new Date(at).toISOString(),
    actor ?? 'operator',
    act,
    subject,
    given ?? '',
  ]);
  for (const line of table([['WHEN', 'WHO', 'DID', 'TO', 'ROLE'], ...rows])) io.say(line);
  return 0;
};

const ACTS: ReadonlyMap<string, Act> = new Map([
  ['list', list],
  ['show', show],
  ['log', log],
  ['set-role', setRole],
  ['remove-member', removeMember],
  ['rename', rename],
  ['delete', remove],
]);

async function findGroup({ administration }: AdminDatabase, named: string | undefined): Promise<GroupEntry> {
  if (named === undefined) throw new UsageError('Name the group by its id (group list).');
  const found = (await administration.groups()).find((one) => one.id === named);
  if (!found) throw new UsageError(`There is no group ${named}.`);
  if (found.personalOwner !== null)
    throw new UsageError('This is somebody’s personal group: only deleting their account changes it.');
  return found;
}

async function activeMember(from: Pick<Storage, 'membership'>, id: string, member: string): Promise<Membership> {
  const membership = await from.membership(id, member);
  if (membership?.status !== 'active') throw new UsageError(`${member} is no member of this group.`);
  return membership;
}

async function nameOf(storage: Storage, id: string): Promise<string> {
  const record = await storage.record(id, id);
  return v.parse(groupRow, JSON.parse(record?.body ?? 'null')).fields.name;
}
