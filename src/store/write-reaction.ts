/** The learner's own reactions: shown at once, and waiting in the outbox like words until the endpoint has them. */
import type { Id } from '../core/id.ts';
import { may, type About } from '../core/permission.ts';
import { isShared, knownType, slotOf, type ReactionType } from '../core/reaction.ts';
import type { AnnotationFields, ReactionRow } from '../core/record.ts';
import type { Store } from './database.ts';
import { refuse, type Written } from './written.ts';
import { roleIn } from './role-in.ts';
import { enqueueGiving, enqueueTaking } from './enqueue-reaction.ts';
import { pendingOf } from './enqueue.ts';
import { keysOfNotes, noteOf } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { livingFields } from './project.ts';
import { storedOf, takesReactions } from './reactions.ts';
import type { StoredAnnotation, StoredReaction } from './records.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

type Asked = { note: Id; type: ReactionType };

/** As far up a thread as the endpoint looks. */
const MAX_STEPS = 100;

/** Given already is as good as given now; what it excludes is taken back. */
export function giveReaction(db: Store, { note, type }: Asked, sources: Sources = realSources): Promise<Written> {
  return db.write(async () => {
    const record = await noteOf(db, note);
    const fields = livingFields(record);
    if (!record || !fields) return refuse('not_found');
    const { user } = await readIdentity(db);
    const { group } = record;
    const about = await aboutOf(db, record, fields);
    const actor = { user, role: await roleIn(db, group) };
    const isAllowed = may(actor, { verb: 'reaction.create', type, about });
    if (!isAllowed || !(await takesReactions(db))) return refuse('forbidden');
    for (const one of await shownIn(db, note, type, user)) {
      if (one.row.fields.type === type) return done(db, note);
      await remove(db, one, sources);
    }
    if (await undoTaking(db, note, type, user)) return done(db, note);
    const [id, at] = [freshId(sources), instantOf(sources)];
    const said = { target: note, type };
    const envelope = { id, group, author: user, rev: 0, seq: 0, created: at, updated: at };
    const row: ReactionRow = { ...envelope, kind: 'reaction', deleted: false, fields: said };
    await db.reactions.put(storedOf(row));
    await enqueueGiving(db, { id, group, target: note, type }, at, sources);
    return done(db, note);
  });
}

/** Takes back mine, or of what all share (a thread that is resolved) whoever's it is. */
export function takeBackReaction(db: Store, { note, type }: Asked, sources: Sources = realSources): Promise<Written> {
  return db.write(async () => {
    const record = await noteOf(db, note);
    const fields = livingFields(record);
    if (!record || !fields) return refuse('not_found');
    const { user } = await readIdentity(db);
    const about = await aboutOf(db, record, fields);
    const actor = { user, role: await roleIn(db, record.group) };
    for (const one of await shownIn(db, note, type, user)) {
      if (one.row.fields.type !== type) continue;
      if (!may(actor, { verb: 'reaction.delete', type, author: one.author, about })) return refuse('forbidden');
      await remove(db, one, sources);
    }
    return done(db, note);
  });
}

async function done(db: Store, note: Id): Promise<Written> {
  return { ok: true, id: note, keys: [...(await keysOfNotes(db, [note]))] };
}

/** What there is one of, by me or by all who share it. */
async function shownIn(db: Store, note: Id, type: ReactionType, me: Id): Promise<StoredReaction[]> {
  const all = await db.reactions.where('target').equals(note).toArray();
  return all.filter(({ author, row, taken }) => {
    const known = knownType(row.fields.type);
    return taken !== 1 && known && slotOf(known) === slotOf(type) && (author === me || isShared(type));
  });
}

/** What was never handed over leaves no trace; the rest the endpoint is told to remove. */
async function remove(db: Store, reaction: StoredReaction, sources: Sources): Promise<void> {
  const { id, group, target, base, row } = reaction;
  const type = knownType(row.fields.type);
  if (type === null) return;
  const pending = await pendingOf(db, id);
  const giving = pending.find(({ op }) => op.act === 'put');
  if (giving?.n !== undefined && giving.sent === 0) {
    await db.outbox.delete(giving.n);
    await db.reactions.delete(id);
    return;
  }
  await db.reactions.put({ ...reaction, taken: 1 });
  await enqueueTaking(db, { id, group, target, type }, base?.rev ?? 0, sources);
}

/** Given again before the endpoint was told that it was taken back: then it need not be told at all. */
async function undoTaking(db: Store, note: Id, type: ReactionType, me: Id): Promise<boolean> {
  const all = await db.reactions.where('target').equals(note).toArray();
  for (const one of all) {
    if (one.taken !== 1 || one.author !== me || one.row.fields.type !== type) continue;
    const taking = (await pendingOf(db, one.id)).find(({ op, sent }) => op.act === 'delete' && sent === 0);
    if (taking?.n === undefined) continue;
    const { taken: _, ...shown } = one;
    await db.outbox.delete(taking.n);
    await db.reactions.put(shown);
    return true;
  }
  return false;
}

async function aboutOf(db: Store, { author }: StoredAnnotation, { kind, parent }: AnnotationFields): Promise<About> {
  return { author, kind, isAnswer: parent !== null, asker: await askerOf(db, parent) };
}

/** Who asked the question that began the thread. */
async function askerOf(db: Store, parent: Id | null): Promise<Id | null> {
  let above = parent;
  for (let step = 0; above !== null && step < MAX_STEPS; step++) {
    const record = await noteOf(db, above);
    const fields = livingFields(record);
    if (!record || !fields) return null;
    if (fields.parent === null) return fields.kind === 'question' ? record.author : null;
    above = fields.parent;
  }
  return null;
}
