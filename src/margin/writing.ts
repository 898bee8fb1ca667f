/** From what was there (a note that is edited, a draft that was kept) to what is being written, and back to a draft. Pure. */
import type { Note } from '../core/note.ts';
import type { DraftWords } from '../protocol/from-pages.ts';
import type { Writing } from '../ui/composer.tsx';
import type { Place } from './place.ts';

/** What the composer begins with. @param about the note that is edited */
export function writingFor(place: Place, about: Note | null, draft: DraftWords): Writing {
  const before = place.kind === 'edit' ? writingOf(about) : NOTHING;
  const { text, tags = before.tags, color = before.color, kind = before.kind } = draft;
  return { text: isKept(draft) ? text : before.text, tags, color, kind };
}

/**
 * What is to be kept; nothing where nothing differs from what the composer began with. A draft of an edit has all of it, since
 * words and tags that were taken away are a change too.
 */
export function draftOf({ place, about, writing, saw, forMe }: Drafted): DraftWords {
  const { text, tags, color, kind } = writing;
  if (place.kind === 'edit')
    return isSame(writing, writingOf(about)) ? { text: '' } : { text, tags, color, ...(saw !== null && { saw }) };
  const words = {
    text,
    ...(tags.trim() !== '' && { tags }),
    ...(color && { color }),
    ...(kind === 'question' && { kind }),
  };
  return forMe && isKept(words) ? { ...words, forMe } : words;
}

/** What a draft is made of. */
export type Drafted = {
  place: Place;
  about: Note | null;
  writing: Writing;
  /** The words that an edit was begun from: the note may have others when it goes on. */
  saw: string | null;
  /** It is being written for its writer alone, and is not to reach others because it was put away meanwhile. */
  forMe: boolean;
};

/** Whether there is a draft at all. */
export function isKept({ text, ...rest }: DraftWords): boolean {
  return text.trim() !== '' || Object.values(rest).some((one) => one !== undefined);
}

const NOTHING: Writing = { kind: 'comment', text: '', tags: '', color: null };

function writingOf(note: Note | null): Writing {
  const { text = '', tags = [], color } = note ?? {};
  return { kind: 'comment', text, tags: tags.join(', '), color: color?.name ?? null };
}

function isSame(one: Writing, other: Writing): boolean {
  return one.text === other.text && one.tags === other.tags && one.color === other.color;
}
