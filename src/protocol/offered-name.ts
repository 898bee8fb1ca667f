/** The name that forms offer: one's own, but not the stand-in that a device has before anybody gave it one. */
import type { Conversation } from './from-pages.ts';

export function offeredName({ me }: Pick<Conversation, 'me'>): string {
  return me.signedIn || me.email !== null ? me.name : '';
}
