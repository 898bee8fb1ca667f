/** Notes as a tool of Hypothesis is answered them, for one reader: no more than that reader's own devices show. */
import * as v from 'valibot';
import { HIDDEN, hiddenIn, withWords, withoutPassage } from '../../core/hiding.ts';
import { keptOf, toHypothesis } from '../../core/hypothesis/annotation.ts';
import type { Id } from '../../core/id.ts';
import { noteLink } from '../../core/note-link.ts';
import { may } from '../../core/permission.ts';
import { reactionRow, type AnnotationFields, type AnnotationRow } from '../../core/record.ts';
import { memberRows } from '../groups/member-rows.ts';
import type { Deps } from '../http/endpoint-env.ts';
import type { NotePlace } from '../storage/search.ts';
import { authorityOf, userName, writeTime } from './names.ts';
import type { Reader } from './reader.ts';

export type FoundNote = { row: AnnotationRow; place: NotePlace };
export type Presented = Record<string, unknown> & { id: Id };

type Presenting = Pick<Deps, 'storage' | 'publicUrl'>;

/** @param notes each of a group that the reader was in when it was read */
export async function present(deps: Presenting, reader: Reader, notes: readonly FoundNote[]): Promise<Presented[]> {
  const names = new Map<Id, Map<Id, string>>();
  for (const [group, found] of Map.groupBy(notes, ({ row }) => row.group)) {
    const authors = found.map(({ row }) => row.author);
    const people = await memberRows(deps.storage, group, authors);
    names.set(group, new Map([...people].map(([member, { fields }]) => [member, fields.name])));
  }
  const presented: Presented[] = [];
  for (const note of notes) {
    const name = names.get(note.row.group)?.get(note.row.author) ?? '';
    presented.push(await presentOne(deps, reader, { ...note, name }));
  }
  return presented;
}

/** @param note with what its author is called in its group, of which the reader is */
export async function presentOne(
  deps: Presenting,
  reader: Reader,
  note: FoundNote & { name: string },
): Promise<Presented> {
  return asTheyHaveIt(deps.publicUrl(), reader, { ...note, fields: await wordsFor(deps, reader, note.row) });
}

/** The group that a note is in for a tool: a private one is in that which its tool wrote it in. */
export function groupOf({ places, personal }: Reader, { group, fields }: Pick<AnnotationRow, 'group' | 'fields'>): Id {
  const said = group === personal ? keptOf(fields).group : undefined;
  return said !== undefined && places.has(said) ? said : group;
}

/** What a host has hidden, its author reads still. */
async function wordsFor({ storage }: Presenting, reader: Reader, row: AnnotationRow): Promise<AnnotationFields> {
  const { id, group, author, fields } = row;
  if (fields.hidden !== true || author !== reader.account.id) return fields;
  const kept = await storage.reactionIn(group, id, HIDDEN, null);
  const record = kept === null ? null : await storage.record(group, kept);
  const read = v.safeParse(reactionRow, record && JSON.parse(record.body));
  const hidden = read.success ? hiddenIn([read.output]) : null;
  return hidden ? { ...withWords(fields, hidden), hidden: true } : fields;
}

type Shown = FoundNote & { fields: AnnotationFields; name: string };

function asTheyHaveIt(publicUrl: string, reader: Reader, { row, place, fields, name }: Shown): Presented {
  const authority = authorityOf(publicUrl);
  const author = userName(row.author, authority);
  const me = reader.account.id;
  const isPrivate = row.group === reader.personal;
  const group = groupOf(reader, row);
  const actor = { user: me, role: reader.places.get(row.group)?.role ?? null };
  const isMine = row.author === me;
  const mayDelete = !isMine && may(actor, { verb: 'annotation.delete', author: row.author });
  const isHidden = fields.hidden === true;
  const link = noteLink(publicUrl, row.id);
  return {
    ...keptOf(fields).extra,
    id: row.id,
    created: writeTime(place.created),
    updated: writeTime(place.updated),
    user: author,
    user_info: { display_name: name },
    ...toHypothesis(isHidden && !isMine ? withoutPassage(fields) : fields, place.above),
    group,
    permissions: {
      read: [isPrivate ? author : `group:${group}`],
      admin: [author],
      update: [author],
      delete: [author, ...(mayDelete ? [userName(me, authority)] : [])],
    },
    links: { html: link, incontext: link, json: new URL(`/api/annotations/${row.id}`, publicUrl).href },
    hidden: isHidden,
    flagged: false,
    moderation_status: isHidden ? 'DENIED' : 'APPROVED',
    mentions: [],
    actions: [],
  };
}
