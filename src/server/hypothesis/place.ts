/** Where a note of a tool is kept: by the group it names and by who is to read it. Nothing becomes public here, or seen by more than was said. */
import { keptOf } from '../../core/hypothesis/annotation.ts';
import type { Id } from '../../core/id.ts';
import type { AnnotationRow } from '../../core/record.ts';
import { HttpError } from '../http/http-error.ts';
import { WORLD, userName } from './names.ts';
import { groupOf } from './present.ts';
import { refused } from './query.ts';
import { groupCalled, type Reader } from './reader.ts';
import type { Sent } from './sent.ts';

/** `group`: where it is kept; null: in the personal group, which is yet to be made. `said`: the group it is in for tools, if another. */
export type NotePlace = { group: Id | null; said: Id | null };

/** An answer is where what it answers is, and read by whoever reads that. Throws `bad_request`. */
export function placeBeside(reader: Reader, sent: Sent, parent: AnnotationRow): NotePlace {
  if (parent.group === reader.personal) return { group: parent.group, said: keptOf(parent.fields).group ?? null };
  if (!isShared(sent, parent.group)) {
    throw refused(
      'permissions: An answer is read by all who read what it answers; an answer for oneself alone cannot be.',
    );
  }
  return { group: parent.group, said: null };
}

/** Throws `bad_request`, or `not_found` for a group that the reader is not in. */
export function placeFor(reader: Reader, sent: Sent, authority: string): NotePlace {
  const { group: named } = sent;
  const group = groupCalled(reader, named);
  if (group === null && named !== WORLD) throw new HttpError('not_found');
  if (named === WORLD && isShared(sent, WORLD)) {
    throw refused('group: There is no group here that everybody reads. Name one of yours.');
  }
  if (group !== null && group !== reader.personal && isShared(sent, group)) return { group, said: null };
  const read = sent.permissions?.read ?? [];
  const allowed = [userName(reader.account.id, authority), `group:${named}`];
  if (!read.every((one) => allowed.includes(one)) || read.length > 1) {
    throw refused('permissions: A note is read by its group, as in ["group:ID"], or by you alone.');
  }
  return { group: reader.personal, said: group === reader.personal ? null : group };
}

/** Only who says so shares a note: without a word of who reads it, it is private. */
function isShared({ permissions }: Pick<Sent, 'permissions'>, group: string): boolean {
  const read = permissions?.read ?? [];
  return read.length === 1 && read[0] === `group:${group}`;
}

/** Whether those who read a note are these, as a tool names them. */
export function isSameRead(reader: Reader, row: AnnotationRow, read: readonly string[], authority: string): boolean {
  const isPrivate = row.group === reader.personal;
  const same = isPrivate ? userName(row.author, authority) : `group:${groupOf(reader, row)}`;
  // The personal group is its owner alone.
  return read.length === 1 && (read[0] === same || (isPrivate && read[0] === `group:${reader.personal}`));
}
