/**
 * What a tool writes, as operations that are judged like everybody's (sync/push.ts): it may do what its user's devices may,
 * and every device hears of it by the ordinary way. Here is only what they mean in our words.
 */
import { noteRow } from '../sync/note-row.ts';
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { fromHypothesis, toHypothesis, type Kept } from '../../core/hypothesis/annotation.ts';
import { newId, type Id } from '../../core/id.ts';
import { PERSONAL_NAME } from '../../core/note.ts';
import { may } from '../../core/permission.ts';
import type { AnnotationRow } from '../../core/record.ts';
import { pushAnswer } from '../../protocol/sync.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { takePush } from '../sync/take-push.ts';
import type { Echoes } from './echoes.ts';
import { authorityOf, readId } from './names.ts';
import { isSameRead, placeBeside, placeFor } from './place.ts';
import type { FoundNote } from './present.ts';
import { refused } from './query.ts';
import { asReader, type Reader } from './reader.ts';
import { changesOf, unknownOf, type Changed, type Sent } from './sent.ts';

export type Writing = Pick<Deps, 'storage' | 'indexing' | 'hub' | 'metrics' | 'now' | 'publicUrl'> & { echoes: Echoes };

/** Makes a note; answers its id. @param client X-Client-Id */
export async function create(writing: Writing, reader: Reader, sent: Sent, client: string | undefined): Promise<Id> {
  const parent = await parentOf(writing, reader, sent);
  const authority = authorityOf(writing.publicUrl());
  const place = parent ? placeBeside(reader, sent, parent) : placeFor(reader, sent, authority);
  const group = place.group ?? (await makePersonal(writing, reader));
  // Before anything is written: the answer says when it was, and that the index has to give.
  await writing.indexing.upto(group);
  const more: Omit<Kept, 'selectors'> = { extra: unknownOf(sent), ...(place.said !== null && { group: place.said }) };
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
  const fields = asFields(() => changesOf(row, toHypothesis(row.fields, place.above), sent));
  const read = sent.permissions?.read;
  if (read && !isSameRead(reader, row, read, authorityOf(writing.publicUrl()))) {
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

async function parentOf({ storage }: Writing, reader: Reader, { references }: Sent): Promise<AnnotationRow | null> {
  const last = references.at(-1);
  if (last === undefined) return null;
  const id = readId(last);
  const found = id === null ? null : await storage.noteFor(id, reader.account.id);
  if (!found) throw refused(`references: There is no note ${last}, or it is not for you.`);
  return noteRow(found.body);
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

function envelope(writing: Writing, group: Id, id: Id, baseRev: number) {
  return { opId: fresh(writing), id, group, baseRev, at: new Date(writing.now()).toISOString() };
}

function fresh({ now }: Pick<Writing, 'now'>): Id {
  return newId(now(), randomBytes);
}
