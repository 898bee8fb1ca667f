/**
 * Notes that a host of their group has hidden (ADR 0043). The note itself then has no words, for anybody; they are in a record
 * beside it that its author alone may read, in the form of a reaction, so that it travels as reactions do.
 */
import * as v from 'valibot';
import type { FieldRevs } from './merge.ts';
import type { AnnotationFields, ReactionRow } from './record.ts';

/** Its type, and the one slot of a note for it (reaction.ts). No operation can make one. */
export const HIDDEN = 'hidden';

export const MAX_REASON = 1000;
/** Why a note was reported or hidden. */
export const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_REASON));

/** What was hidden, and why. `w3c` and `hypothesis`: the same words in the form they were sent in (w3c/kept.ts, hypothesis/annotation.ts). */
export type Hidden = HiddenWords & { reason: string };
export type HiddenWords = { text: string; tags: string[] } & Pick<AnnotationFields, 'w3c'> & {
    hypothesis?: Record<string, unknown> | undefined;
  };

const hidden = v.looseObject({
  text: v.string(),
  tags: v.array(v.string()),
  reason: v.string(),
  w3c: v.optional(v.record(v.string(), v.unknown())),
  hypothesis: v.optional(v.record(v.string(), v.unknown())),
});
const asSent = v.record(v.string(), v.unknown());

/** Whether a record is hidden, also when it is deleted since, by who last changed its fields: the endpoint keeps it there. */
export function isHidden({ fieldRevs }: { fieldRevs: FieldRevs }): boolean {
  return HIDDEN in fieldRevs;
}

/** The fields of a note without its words. */
export function withoutWords(fields: AnnotationFields): AnnotationFields {
  const { w3c: _, hypothesis: __, ...others } = fields;
  return { ...others, text: '', tags: [], hidden: true };
}

/** As others are shown it outside of the extension: what it quotes and what it calls the page may be what was wrong with it. */
export function withoutPassage(fields: AnnotationFields): AnnotationFields {
  const { former: _, ...target } = fields.target;
  return { ...fields, target: { ...target, title: '', selectors: [] } };
}

/** All of a note that is taken out of it when it is hidden. */
export function wordsToHide({ text, tags, w3c, hypothesis }: AnnotationFields): HiddenWords {
  return { text, tags, ...(w3c && { w3c }), ...(v.is(asSent, hypothesis) && { hypothesis }) };
}

/** The same with them again. */
export function withWords(fields: AnnotationFields, { text, tags, w3c, hypothesis }: HiddenWords): AnnotationFields {
  const { hidden: _, ...others } = fields;
  return { ...others, text, tags, ...(w3c && { w3c }), ...(hypothesis && { hypothesis }) };
}

/** What is known here of a note's hiding, by what was given to it; null for everybody but its author. */
export function hiddenIn(given: readonly ReactionRow[]): Hidden | null {
  for (const { fields } of given) {
    if (fields.type !== HIDDEN) continue;
    const parsed = v.safeParse(hidden, fields);
    if (parsed.success) {
      const { text, tags, reason: why, w3c, hypothesis } = parsed.output;
      return { text, tags, reason: why, ...(w3c && { w3c }), ...(hypothesis && { hypothesis }) };
    }
  }
  return null;
}
