/** What the store takes from outside itself: the clock and random bytes. Tests bring their own. */
import { newId, type Id, type RandomBytes } from '../core/id.ts';

export type Sources = { now: () => number; randomBytes: RandomBytes };

export const realSources: Sources = {
  now: () => Date.now(),
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

export function freshId({ now, randomBytes }: Sources): Id {
  return newId(now(), randomBytes);
}

/** Now, in the form of core/record.ts `instant`. */
export function instantOf({ now }: Sources): string {
  return new Date(now()).toISOString();
}
