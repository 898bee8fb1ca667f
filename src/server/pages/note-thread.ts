/**
 * A note with its thread, as one member may read it by a link. The replies are found by the index over the notes of a
 * document (sync/note-index.ts), since the endpoint keeps no other way from a note to what answers it.
 */
import { noteRow } from '../sync/note-row.ts';
import * as v from 'valibot';
import { hiddenIn, type Hidden } from '../../core/hiding.ts';
import { id, type Id } from '../../core/id.ts';
import { noReactions, reactionsFor, type NoteReactions } from '../../core/reaction.ts';
import { annotationRow, groupRow, type AnnotationRow } from '../../core/record.ts';
import { buildThreads, walkThread } from '../../core/thread.ts';
import { memberRows } from '../groups/member-rows.ts';
import { HttpError } from '../http/http-error.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { namer } from '../sync/note-index.ts';
import { readReactions } from './note-reactions.ts';

export type Shown = {
  note: AnnotationRow;
  depth: number;
  name: string;
  /** What was hidden of it, for its author alone. */
  hidden: Hidden | null;
  reactions: NoteReactions;
  /** A question, and one of the shown replies is what answered it. */
  isAnswered: boolean;
};
export type ShownThread = {
  group: { name: string; personal: boolean };
  /** The thread from its first note on, depth first. */
  notes: Shown[];
  /** `more`: there are others that are not shown. `preparing`: they cannot be found yet. */
  replies: 'all' | 'more' | 'preparing';
};

/** How far up a thread its first note is looked for. */
const MAX_STEPS = 100;
const MOST_SHOWN = 200;
/** Of a document with more notes than these pages hold, replies may be left out. */
const PAGES = 5;
const PAGE = { limit: 2000, maxBytes: 2_000_000 } as const;

type Reading = Pick<Deps, 'storage' | 'indexing'>;

/** Null for who may not read it, and for a note that is not there. */
export async function readThread({ storage, indexing }: Reading, note: Id, reader: Id): Promise<ShownThread | null> {
  const found = await storage.noteFor(note, reader);
  if (!found) return null;
  const { group } = found;
  const meant = noteRow(found.body);
  const root = await rootOf(storage, meant);
  const others = await notesBeside({ storage, indexing }, root, reader);
  if (others === 'none') return null;
  const beside = new Map([...(others.notes ?? []), placeOf(root), placeOf(meant)].map((one) => [one.id, one]));
  const all = buildThreads([...beside.values()])
    .map((thread) => [...walkThread(thread)])
    .filter((thread) => thread.some(({ note: one }) => one.id === root.id || one.id === note))
    .flat();
  const kept = all.slice(0, MOST_SHOWN);
  if (!kept.some((one) => one.note.id === note)) kept.push(...all.filter((one) => one.note.id === note));
  const notes = kept.map(({ note: { row }, depth }) => ({ note: v.parse(annotationRow, row), depth }));
  const ids = notes.map((one) => one.note.id);
  const given = await readReactions(storage, { group, reader, notes: ids });
  // only of who has resolved a thread is the name told
  const resolvers = [...given.values()]
    .flat()
    .flatMap(({ author, fields }) => (fields.type === 'resolved' ? author : []));
  const people = await memberRows(storage, group, [...notes.map((one) => one.note.author), ...resolvers]);
  const nameOf = (person: Id): string => people.get(person)?.fields.name ?? '';
  const reactions = new Map(
    notes.map(({ note: { id: of, author } }) => [
      of,
      reactionsFor(given.get(of) ?? [], { me: reader, author, nameOf }),
    ]),
  );
  const isAnswered = notes.some((one) => one.depth > 0 && reactions.get(one.note.id)?.isAnswer);
  const { fields } = v.parse(groupRow, JSON.parse((await storage.record(group, group))?.body ?? 'null'));
  return {
    group: { name: fields.name, personal: fields.personal },
    notes: notes.map((shown) => {
      const { note: one, depth } = shown;
      return {
        ...shown,
        name: nameOf(one.author),
        // given to the reader by the storage, who is its author
        hidden: hiddenIn(given.get(one.id) ?? []),
        reactions: reactions.get(one.id) ?? noReactions(),
        isAnswered: isAnswered && depth === 0 && one.fields.kind === 'question',
      };
    }),
    replies: others.notes === null ? 'preparing' : others.more || kept.length < all.length ? 'more' : 'all',
  };
}

/** The highest living note above it. */
async function rootOf(storage: Reading['storage'], note: AnnotationRow): Promise<AnnotationRow> {
  let root = note;
  for (let step = 0; root.fields.parent !== null && step < MAX_STEPS; step++) {
    const above = await storage.record(note.group, root.fields.parent);
    if (above?.kind !== 'annotation' || above.deleted) break;
    root = noteRow(above.body);
  }
  return root;
}

/** As much of a note as its thread is found by; of hundreds on a page only a few are shown, and read in full. */
type Place = { id: Id; parent: Id | null; created: string; row: unknown };

const placeIn = v.looseObject({
  id,
  kind: v.literal('annotation'),
  deleted: v.literal(false),
  created: v.string(),
  fields: v.looseObject({ parent: v.nullable(id) }),
});

function placeOf(row: v.InferOutput<typeof placeIn>): Place {
  return { id: row.id, parent: row.fields.parent, created: row.created, row };
}

type Beside = { notes: Place[] | null; more: boolean } | 'none';

/** The notes of the same document; `none` for who is no member any more. */
async function notesBeside({ storage, indexing }: Reading, root: AnnotationRow, reader: Id): Promise<Beside> {
  const { group } = root;
  try {
    await indexing.upto(group);
  } catch (error) {
    if (error instanceof HttpError && error.code === 'preparing') return { notes: null, more: false };
    throw error;
  }
  const terms = root.fields.target.keys.flatMap(namer(group));
  const notes: Place[] = [];
  let [after, more] = [0, true];
  for (let page = 0; more && page < PAGES; page++) {
    const found = await storage.part({ group, reader, after, terms, ...PAGE });
    if (!found) return 'none';
    const rows = v.parse(v.array(v.unknown()), JSON.parse(`[${found.rows}]`));
    notes.push(...rows.flatMap((row) => (v.is(placeIn, row) ? [placeOf(row)] : [])));
    ({ cursor: after, more } = found);
  }
  return { notes, more };
}
