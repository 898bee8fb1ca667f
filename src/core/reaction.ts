/**
 * Reactions: small answers to a note that have no words. Which there are, which exclude each other, who sees
 * them, and what a reader is shown of them. Who may give one is permission.ts.
 */
import * as v from 'valibot';
import { id, type Id } from './id.ts';
import type { AnnotationRow, ReactionRow, Tombstone } from './record.ts';

/**
 * The place in the history up to which reactions to a note are gone: they leave with it, and it is restored without them. Each is
 * told of by the note alone, so that nobody can count those that are not theirs to see.
 */
export function goneUpTo(note: AnnotationRow | Tombstone): number {
  return note.deleted ? note.seq : (note.restored ?? 0);
}

/** What one thinks of what a note claims: one of them at a time. */
export const STANCES = ['agree', 'doubt', 'build-on'] as const;
export type Stance = (typeof STANCES)[number];

/**
 * `nod`: thanks, which only the note's author learns of. `me-too`: the same question. `answered`: by the asker,
 * on the answer that was one. `resolved`: on a thread's first note, the thread is done.
 */
export const reactionType = v.picklist(['nod', 'me-too', 'answered', 'resolved', ...STANCES]);
export type ReactionType = v.InferOutput<typeof reactionType>;

/** A type that a newer version may know as well. */
export function knownType(type: string): ReactionType | null {
  const parsed = v.safeParse(reactionType, type);
  return parsed.success ? parsed.output : null;
}

/** Of one slot a person has one reaction to a note; of `SHARED` ones there is one for everybody. */
export function slotOf(type: ReactionType): string {
  return isStance(type) ? 'stance' : type;
}

export function isStance(type: ReactionType): type is Stance {
  return STANCES.some((one) => one === type);
}

/** One for all who may give it: a thread is resolved once. */
export function isShared(type: ReactionType): boolean {
  return type === 'resolved';
}

/** Seen by its giver and the author of the note alone. */
export function isPrivate(type: ReactionType): boolean {
  return type === 'nod';
}

const taken = v.object({ count: v.number(), mine: v.boolean() });

/** The reactions to one note as one reader is shown them; names only where it matters whose it is. */
export const noteReactions = v.object({
  /** `count` is for the note's author alone, and says how many, never who. */
  nods: v.object({ count: v.nullable(v.number()), mine: v.boolean() }),
  meToo: taken,
  agree: taken,
  doubt: taken,
  buildOn: taken,
  /** The asker says that this answered their question. */
  isAnswer: v.boolean(),
  resolved: v.nullable(v.object({ by: v.string(), mine: v.boolean(), at: v.string() })),
  /** For the note's author alone: when it was last nodded to, and last called an answer. */
  news: v.optional(v.object({ nod: v.optional(v.string()), answered: v.optional(v.string()) })),
});
export type NoteReactions = v.InferOutput<typeof noteReactions>;

export function noReactions(): NoteReactions {
  const none = () => ({ count: 0, mine: false });
  return {
    nods: { count: null, mine: false },
    meToo: none(),
    agree: none(),
    doubt: none(),
    buildOn: none(),
    isAnswer: false,
    resolved: null,
  };
}

/** A reaction by itself, where notes are read to be taken out. Nods are never among them. */
export const givenReaction = v.object({
  id,
  type: v.picklist(['me-too', 'answered', 'resolved', ...STANCES]),
  author: v.object({ id, name: v.string() }),
  mine: v.boolean(),
  created: v.string(),
});
export type GivenReaction = v.InferOutput<typeof givenReaction>;

export function givenTo(rows: readonly ReactionRow[], { me, nameOf }: Omit<Reader, 'author'>): GivenReaction[] {
  return rows.flatMap(({ id: reaction, author, created, fields }) => {
    const type = knownType(fields.type);
    if (type === null || type === 'nod') return [];
    return [{ id: reaction, type, author: { id: author, name: nameOf(author) }, mine: author === me, created }];
  });
}

/** How a stance is called in `NoteReactions`. */
export const STANCE_FIELD = { agree: 'agree', doubt: 'doubt', 'build-on': 'buildOn' } as const satisfies Record<
  Stance,
  keyof NoteReactions
>;

type Reader = { me: Id; /** Of the note. */ author: Id; nameOf: (member: Id) => string };

/**
 * @param rows the living reactions to one note that this device has; of the same person in one slot the
 * latest counts, as where two devices were offline
 */
export function reactionsFor(rows: readonly ReactionRow[], { me, author, nameOf }: Reader): NoteReactions {
  const found = noReactions();
  const nods = new Set<Id>();
  for (const { author: giver, type, created } of latest(rows)) {
    const mine = giver === me;
    switch (type) {
      case 'nod':
        nods.add(giver);
        found.nods.mine ||= mine;
        break;
      case 'me-too':
        add(found.meToo, mine);
        break;
      case 'agree':
      case 'doubt':
      case 'build-on':
        add(found[STANCE_FIELD[type]], mine);
        break;
      case 'answered':
        found.isAnswer = true;
        break;
      case 'resolved':
        found.resolved = { by: nameOf(giver), mine, at: created };
        break;
    }
  }
  if (author !== me) return found;
  found.nods.count = nods.size;
  const last = (type: ReactionType): string | undefined =>
    rows
      .flatMap(({ created, fields }) => (fields.type === type ? [created] : []))
      .sort()
      .at(-1);
  const [nod, answered] = [last('nod'), last('answered')];
  if (nod ?? answered) found.news = { ...(nod && { nod }), ...(answered && { answered }) };
  return found;
}

function add(to: { count: number; mine: boolean }, mine: boolean): void {
  to.count++;
  to.mine ||= mine;
}

type Given = { author: Id; type: ReactionType; created: string };

function latest(rows: readonly ReactionRow[]): Given[] {
  const bySlot = new Map<string, Given>();
  for (const { author, created, fields } of rows) {
    const type = knownType(fields.type);
    if (type === null) continue;
    const slot = isShared(type) ? type : `${author} ${slotOf(type)}`;
    const before = bySlot.get(slot);
    if (!before || before.created < created) bySlot.set(slot, { author, type, created });
  }
  return [...bySlot.values()];
}
