/** What of a conversation is shown on a page, and which group is written to there. */
import type { Note } from '../core/note.ts';
import type { Conversation, GroupChoice } from '../protocol/from-pages.ts';

const NONE: readonly Note[] = [];

/** Where the page's owner opted out: one's own, for oneself. */
export function visibleNotes(conversation: Conversation | null, optedOut: boolean): readonly Note[] {
  if (!conversation) return NONE;
  const notes = optedOut ? conversation.notes.filter((note) => note.group.personal) : conversation.notes;
  // Without an account nothing waits: this device is where notes belong.
  return conversation.sync.state === 'local' ? notes.map((note) => ({ ...note, send: { state: 'sent' } })) : notes;
}

/** The wanted group if it may be written to, else "only me", else any. */
export function writableGroup(groups: readonly GroupChoice[], wanted: string): string {
  const found = groups.find(({ id }) => id === wanted) ?? groups.find(({ personal }) => personal) ?? groups[0];
  return found?.id ?? '';
}
