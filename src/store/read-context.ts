/** What every reading of notes needs besides the notes: who I am, my groups and members, and what waits. */
import { legendOf } from '../core/color.ts';
import type { Id } from '../core/id.ts';
import { leavePolicyOf } from '../core/leave-policy.ts';
import { may } from '../core/permission.ts';
import { roleOf, toNote, type GroupContext, type Note, type SendState } from '../core/note.ts';
import type { KeyChoices } from '../core/own-keys.ts';
import type { MembershipRow, ReactionRow } from '../core/record.ts';
import type { GroupChoice, Me, SyncStatus } from '../protocol/from-pages.ts';
import type { Readable } from './readable.ts';
import { waitingAmong } from './enqueue.ts';
import { readIdentity, readSync } from './meta.ts';
import { type HeardNotes, heardNotes, readMuted } from './muted-people.ts';
import { readKeys } from './own-keys.ts';
import { knowsReactions } from './reactions.ts';
import { progressOf } from './reading-progress.ts';
import { countWaiting } from './take-batch.ts';
import type { Identity, StoredAnnotation, StoredGroup, StoredHolding } from './records.ts';

export type Context = {
  me: Me;
  groups: GroupChoice[];
  writeTo: string;
  sync: SyncStatus;
  ownKeys?: KeyChoices;
};

/** What notes are read by, many times if need be: it holds as long as none of `CONTEXT_TABLES` is written to. */
export type Reading = {
  context: Context;
  /** By group and account: who is or was in it. */
  members: Members;
  /**
   * Notes as this reader wants to have them; inside a transaction.
   * @param reactions those to them, by note
   */
  heard: (
    records: readonly StoredAnnotation[],
    reactions: ReadonlyMap<Id, readonly ReactionRow[]>,
  ) => Promise<HeardNotes>;
};
export type Members = ReadonlyMap<Id, ReadonlyMap<Id, MembershipRow>>;

/** What a reading is made of, but for how sync goes on. */
export const CONTEXT_TABLES: readonly string[] = ['groups', 'memberships', 'meta', 'outbox', 'parcels', 'refused'];

/**
 * Call it inside a transaction (`db.read`) together with the reading of the notes.
 * @param withMuted has notes of muted people shown too
 */
export async function readContext(db: Readable, withMuted = false): Promise<Reading> {
  const [identity, sync, groups, memberships, waiting, refused, holdings, people, ownKeys] = await Promise.all([
    readIdentity(db),
    readSync(db),
    db.groups.toArray(),
    db.memberships.toArray(),
    countWaiting(db),
    db.refused.toArray(),
    db.holdings.toArray(),
    readMuted(db),
    readKeys(db),
  ]);
  // The group of one is nothing that a learner wrote and waits for.
  const unsaid = waiting > 0 ? await db.outbox.where('id').equals(identity.personal).count() : 0;
  const reading = await progressOf(db, sync);
  const hasReactions = knowsReactions(identity, sync);
  const members = new Map<string, Map<string, MembershipRow>>();
  for (const { group, member, row } of memberships) {
    const known = members.get(group);
    if (known) known.set(member, row);
    else members.set(group, new Map([[member, row]]));
  }
  const contexts = new Map(groups.map(({ id, row }) => [id, { group: row, members: members.get(id) ?? new Map() }]));
  const left = new Map(
    groups.flatMap(({ id, row, state }) => (state === 'left' ? [[id, leavePolicyOf(row.fields)] as const] : [])),
  );
  const refusals = new Map(refused.map(({ id, code }) => [id, code]));

  const send = (id: string, pending: ReadonlySet<Id>): SendState => {
    const code = refusals.get(id);
    if (code !== undefined) return { state: 'refused', code };
    return { state: pending.has(id) ? 'waiting' : 'sent' };
  };
  const { user, name, email, token, endpoint } = identity;
  /** Null for a deleted note and for one whose group has not arrived yet. */
  const read = (
    { id, group, row, keys }: StoredAnnotation,
    reactions: readonly ReactionRow[],
    pending: ReadonlySet<Id>,
  ): Note | null => {
    const context = contexts.get(group);
    if (row.deleted || !context) return null;
    const note = toNote(row, context, user, send(id, pending), hasReactions ? reactions : null);
    const policy = left.get(group);
    return {
      ...note,
      group: { ...note.group, ...(policy && { left: policy }) },
      target: { ...note.target, keys },
    };
  };
  const choices = choicesOf(groups, contexts, user, new Map(holdings.map((one) => [one.group, one])));
  return {
    context: {
      me: { id: user, name, email, signedIn: token !== null },
      groups: choices,
      writeTo: writableOr(identity, choices),
      sync: {
        state: sync.state,
        endpoint,
        waiting: waiting - unsaid,
        refused: refused.length,
        ...(reading && { reading }),
      },
      ...(Object.keys(ownKeys).length > 0 && { ownKeys }),
    },
    members,
    heard: async (records, reactions) => {
      // An outbox may be as large as an import was.
      const pending = waiting > unsaid ? await waitingAmong(db, records) : new Set<Id>();
      return heardNotes(records, (record) => read(record, reactions.get(record.id) ?? [], pending), people, withMuted);
    },
  };
}

/** Personal first, then by name. */
function choicesOf(
  groups: StoredGroup[],
  contexts: ReadonlyMap<string, GroupContext>,
  me: string,
  holdings: ReadonlyMap<string, StoredHolding>,
): GroupChoice[] {
  const choices = groups.flatMap(({ id, row, state }) => {
    const context = contexts.get(id);
    const role = context && roleOf(context, me);
    if (state === 'left' || !context || !role) return [];
    const active = [...context.members.values()].filter(({ fields }) => fields.status === 'active');
    const { name, personal, toldTo = [] } = row.fields;
    const held = holdings.get(id);
    const holding = held && { choice: held.choice, notes: held.notes, bytes: held.bytes };
    return [
      {
        id,
        name,
        personal,
        role,
        members: active.length,
        onLeave: leavePolicyOf(row.fields),
        legend: legendOf(row.fields),
        ...(toldTo.length > 0 && { toldTo }),
        ...(holding && { holding }),
      },
    ];
  });
  return choices.sort((a, b) => Number(b.personal) - Number(a.personal) || a.name.localeCompare(b.name));
}

/** The chosen group, unless I have left it or may only read there since. */
function writableOr({ user, writeTo, personal }: Identity, choices: readonly GroupChoice[]): string {
  const chosen = choices.find(({ id }) => id === writeTo);
  return chosen && may({ user, role: chosen.role }, { verb: 'annotation.create' }) ? writeTo : personal;
}
