/** New identifiers by this context's clock and random numbers, for contexts that ask the background to save under them. */
import { newId, type Id } from '../core/id.ts';

export function freshId(): Id {
  return newId(Date.now(), (length) => crypto.getRandomValues(new Uint8Array(length)));
}
