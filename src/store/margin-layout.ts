/** How the margin's cards stand is remembered on this device: here, since the margin has no storage of its own (design §3). */
import type { Id } from '../core/id.ts';
import type { Conversation, MarginLayout } from '../protocol/from-pages.ts';
import type { Store } from './database.ts';
import { readConversation, readPart } from './read-conversation.ts';

export async function chooseLayout(db: Store, margin: MarginLayout): Promise<void> {
  await db.meta.put({ key: 'layout', margin });
}

/** The conversation as the margin draws it: in one answer, since a list would jump beside the text a moment later. */
export function readForMargin(db: Store, keys: readonly string[], withMuted = false): Promise<Conversation> {
  return withLayout(db, readConversation(db, keys, withMuted));
}

/** As much of it as is seen at first (`readPart`). */
export function readPartForMargin(db: Store, keys: readonly string[], ids: readonly Id[]): Promise<Conversation> {
  return withLayout(db, readPart(db, keys, ids));
}

async function withLayout(db: Store, reading: Promise<Conversation>): Promise<Conversation> {
  const [conversation, row] = await Promise.all([reading, db.meta.get('layout')]);
  return row?.key === 'layout' ? { ...conversation, layout: row.margin } : conversation;
}
