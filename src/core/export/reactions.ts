/**
 * Reactions as Web Annotations of their own, which is what the model has for them: somebody's assessment of an annotation
 * has that annotation as its target (https://www.w3.org/TR/annotation-vocab/#named-individuals). Nods are private thanks
 * and leave in no export, not one's own either.
 */
import type { Note } from '../note.ts';
import { reactionType, type ReactionType } from '../reaction.ts';

export type Said = Exclude<ReactionType, 'nod'>;

/** By its prefix: the published context has no word of its own for this one of the vocabulary (https://www.w3.org/ns/anno.jsonld). */
const ASSESSING = 'oa:assessing';

/** The motivation of the vocabulary, and in a word what was said; English, as the terms beside it. */
const TERMS: Record<Said, { motivation: string; value: string }> = {
  'me-too': { motivation: 'questioning', value: 'me too' },
  answered: { motivation: ASSESSING, value: 'answered the question' },
  resolved: { motivation: 'moderating', value: 'resolved' },
  agree: { motivation: ASSESSING, value: 'agree' },
  doubt: { motivation: ASSESSING, value: 'doubt' },
  'build-on': { motivation: ASSESSING, value: 'build on' },
};

/** What was said to a note without words, of which a copy may be taken: of a group one has left, one's own (core/leave-policy.ts). */
export function reactionsToExport({ given = [], group }: Note): NonNullable<Note['given']> {
  return group.left === undefined || group.left === 'keep' ? given : given.filter(({ mine }) => mine);
}

export function termsOf(type: Said): { motivation: string; body: Record<string, unknown> } {
  const { motivation, value } = TERMS[type];
  return { motivation, body: { type: 'TextualBody', value, format: 'text/plain', purpose: motivation } };
}

/** "agree (Kenji Morita), me too (Layla)" */
export function reactionsInWords(note: Note): string {
  return reactionsToExport(note)
    .map(({ type, author }) => (author.name === '' ? TERMS[type].value : `${TERMS[type].value} (${author.name})`))
    .join(', ');
}

/** What a motivation and a word say together, if it is one of ours. */
export function saidBy(motivation: unknown, value: unknown): Said | null {
  for (const type of reactionType.options) {
    if (type === 'nod') continue;
    const terms = TERMS[type];
    if (terms.motivation === motivation && terms.value === value) return type;
  }
  return null;
}
