/**
 * What a tool writes, as operations that are judged like everybody's (sync/push.ts): it may do what its user's devices may,
 * and every device hears of it by the ordinary way. Here is only what they mean in our words.
 */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import {
  cleanTags,
  fromHypothesis,
  keptOf,
  kindOf,
  sentAnnotation,
  toHypothesis,
  type Kept,
} from '../../core/hypothesis/annotation.ts';
import { newId, type Id } from '../../core/id.ts';
import { PERSONAL_NAME } from '../../core/note.ts';
import { may } from '../../core/permission.ts';
import type { AnnotationFields, AnnotationRow } from '../../core/record.ts';
import { pushAnswer } from '../../protocol/sync.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { takePush } from '../sync/take-push.ts';
import type { Echoes } from './echoes.ts';
import { WORLD, authorityOf, readId, userName } from './names.ts';
import { groupOf, readRow, type FoundNote } from './present.ts';
import { refused } from './query.ts';
import { asReader, groupCalled, type Reader } from './reader.ts';

export type Writing = Pick<Deps, 'storage' | 'indexing' | 'hub' | 'metrics' | 'now' | 'publicUrl'> & { echoes: Echoes };

const around = {
  group: v.optional(v.string(), WORLD),
  permissions: v.optional(v.looseObject({ read: v.optional(v.array(v.string())) })),
};
export const newAnnotation = v.looseObject({ ...sentAnnotation.entries, ...around });
export const changedAnnotation = v.partial(v.looseObject({ ...sentAnnotation.entries, ...around }));
type Sent = v.InferOutput<typeof newAnnotation>;
type Changed = v.InferOutput<typeof changedAnnotation>;

/** Makes a note; answers its id. @param client X-Client-Id */
export async function create(writing: Writing, reader: Reader, sent: Sent, client: string | undefined): Promise<Id> {
  const parent = await parentOf(writing, reader, sent);
  const { group, said } = parent ? placeBeside(reader, sent, parent) : await placeFor(writing, reader, sent);
  // Before anything is written: the answer says when it was, and that the index has to give.
  await writing.indexing.upto(group);
  const more: Omit<Kept, 'selectors'> = { extra: unknownOf(sent), ...(said !== null && { group: said }) };
  const fields = asFields(() => fromHypothesis(sent, parent?.id ?? null, more));
  const id = fresh(writing);
  await pushOne(writing, reader, client, {
    ...envelope(writing, group, id, 0),
    kind: 'annotation',
    act: 'put',
    fields,
  });
  return id;
}

/** Changes what is sent and is another; group, author and what it answers stay. */
export async function change(
  writing: Writing,
  reader: Reader,
  { row, place }: FoundNote,
  sent: Changed,
  client: string | undefined,
): Promise<void> {
  const actor = { user: reader.account.id, role: reader.places.get(row.group)?.role ?? null };
  // Also where nothing would change.
  if (!may(actor, { verb: 'annotation.edit', author: row.author })) throw new HttpError('not_found');
  const fields = changesOf(row, toHypothesis(row.fields, place.above), sent);
  const read = sent.permissions?.read;
  if (read && !isSameRead(writing, reader, row, read)) {
    throw refused('permissions: Who reads a note is decided when it is made. Make another one in the other group.');
  }
  if (Object.keys(fields).length === 0) return;
  const { group, id, rev } = row;
  await pushOne(writing, reader, client, {
    ...envelope(writing, group, id, rev),
    kind: 'annotation',
    act: 'put',
    fields,
  });
}

export async function remove(
  writing: Writing,
  reader: Reader,
  row: AnnotationRow,
  client: string | undefined,
): Promise<void> {
  const { group, id, rev } = row;
  await pushOne(writing, reader, client, { ...envelope(writing, group, id, rev), kind: 'annotation', act: 'delete' });
}

function changesOf(
  row: AnnotationRow,
  shown: ReturnType<typeof toHypothesis>,
  sent: Changed,
): Partial<AnnotationFields> {
  const { fields } = row;
  const changes: Partial<AnnotationFields> = {};
  // Sent back as it was shown it says nothing new: mentions are words there.
  if (sent.text !== undefined && sent.text !== shown.text) changes.text = sent.text;
  if (sent.tags && JSON.stringify(cleanTags(sent.tags)) !== JSON.stringify(fields.tags))
    changes.tags = cleanTags(sent.tags);
  if (fields.kind === 'highlight' && changes.text) changes.kind = kindOf(changes.text, fields.parent, fields.target);
  const before = keptOf(fields);
  const extra = { ...before.extra, ...unknownOf(sent) };
  const kept: Kept = { ...before, ...(Object.keys(extra).length > 0 && { extra }) };
  const selector = sent.target?.[0]?.selector;
  const isElsewhere =
    (sent.uri !== undefined && sent.uri !== shown.uri) ||
    (selector !== undefined && JSON.stringify(selector) !== JSON.stringify(shown.target[0].selector ?? []));
  if (isElsewhere) {
    const target = [{ selector: selector ?? shown.target[0].selector ?? [] }];
    const { document = { title: fields.target.title } } = sent;
    const moved = asFields(() =>
      fromHypothesis(v.parse(sentAnnotation, { uri: sent.uri ?? shown.uri, target, document }), fields.parent),
    );
    changes.target = { ...fields.target, ...moved.target };
    kept.selectors = keptOf(moved).selectors;
  }
  if (JSON.stringify(kept) !== JSON.stringify(before)) changes['hypothesis'] = kept;
  return changes;
}

async function parentOf({ storage }: Writing, reader: Reader, { references }: Sent): Promise<AnnotationRow | null> {
  const last = references.at(-1);
  if (last === undefined) return null;
  const id = readId(last);
  const found = id === null ? null : await storage.noteFor(id, reader.account.id);
  if (!found) throw refused(`references: There is no note ${last}, or it is not for you.`);
  return readRow(found.body);
}

/** An answer is where what it answers is, and read by whoever reads that. */
function placeBeside(reader: Reader, sent: Sent, parent: AnnotationRow): { group: Id; said: Id | null } {
  if (parent.group === reader.personal) return { group: parent.group, said: keptOf(parent.fields).group ?? null };
  if (!isShared(sent, parent.group)) {
    throw refused(
      'permissions: An answer is read by all who read what it answers; an answer for oneself alone cannot be.',
    );
  }
  return { group: parent.group, said: null };
}

/** `said`: the group it is in for tools, where that is another than where it is kept. */
async function placeFor(writing: Writing, reader: Reader, sent: Sent): Promise<{ group: Id; said: Id | null }> {
  const { group: named } = sent;
  const group = groupCalled(reader, named);
  if (group === null && named !== WORLD) throw new HttpError('not_found');
  if (named === WORLD && isShared(sent, WORLD)) {
    throw refused('group: There is no group here that everybody reads. Name one of yours.');
  }
  if (group !== null && group !== reader.personal && isShared(sent, group)) return { group, said: null };
  const read = sent.permissions?.read ?? [];
  const allowed = [userName(reader.account.id, authorityOf(writing.publicUrl())), `group:${named}`];
  if (!read.every((one) => allowed.includes(one)) || read.length > 1) {
    throw refused('permissions: A note is read by its group, as in ["group:ID"], or by you alone.');
  }
  const personal = reader.personal ?? (await makePersonal(writing, reader));
  return { group: personal, said: group === null || group === personal ? null : group };
}

/** Only who says so shares a note: without a word of who reads it, it is private. */
function isShared({ permissions }: Pick<Sent, 'permissions'>, group: string): boolean {
  const read = permissions?.read ?? [];
  return read.length === 1 && read[0] === `group:${group}`;
}

function isSameRead({ publicUrl }: Writing, reader: Reader, row: AnnotationRow, read: readonly string[]): boolean {
  const isPrivate = row.group === reader.personal;
  const same = isPrivate ? userName(row.author, authorityOf(publicUrl())) : `group:${groupOf(reader, row)}`;
  // The personal group is its owner alone.
  return read.length === 1 && (read[0] === same || (isPrivate && read[0] === `group:${reader.personal}`));
}

/** Who has only ever come by tools has no place for what is private yet. */
async function makePersonal(writing: Writing, reader: Reader): Promise<Id> {
  const id = fresh(writing);
  const fields = { name: PERSONAL_NAME, description: '', personal: true };
  const made = { ...envelope(writing, id, id, 0), kind: 'group', act: 'put', fields };
  await takePush(writing, reader.account, { epoch: null, ops: [made] });
  // Another request may have made it meanwhile.
  const { personal } = await asReader(writing, reader.account);
  if (personal === null) throw new HttpError('conflict');
  return personal;
}

async function pushOne(writing: Writing, reader: Reader, client: string | undefined, op: unknown): Promise<void> {
  const { answer } = await takePush(writing, reader.account, { epoch: null, ops: [op] }, ({ changes }) =>
    writing.echoes.note(client, changes),
  );
  const [result] = v.parse(pushAnswer, JSON.parse(answer)).results;
  switch (result?.status) {
    case 'applied':
    case 'duplicate':
      return;
    case 'invalid':
      throw refused(result.message);
    case 'conflict':
      throw new HttpError('conflict');
    case 'gone':
    case 'forbidden':
      throw new HttpError('not_found');
    case undefined:
      throw new Error('an operation was not answered');
  }
}

function asFields<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof v.ValiError) throw refused(error.message);
    throw error;
  }
}

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(newAnnotation.entries),
  // Ours to say, whatever a tool sends back of what it was answered.
  'id',
  'created',
  'updated',
  'user',
  'user_info',
  'links',
  'hidden',
  'flagged',
  'actions',
  'mentions',
  'moderation',
  'moderation_status',
  'consumer',
  'deleted',
  'status',
  'reason',
]);

function unknownOf(sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sent).filter(([key]) => !KNOWN.has(key)));
}

function envelope(writing: Writing, group: Id, id: Id, baseRev: number) {
  return { opId: fresh(writing), id, group, baseRev, at: new Date(writing.now()).toISOString() };
}

function fresh({ now }: Pick<Writing, 'now'>): Id {
  return newId(now(), randomBytes);
}
