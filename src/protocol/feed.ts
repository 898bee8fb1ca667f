/** A member's own feed of a group: its address is told once, since the endpoint keeps a digest of it. */
import * as v from 'valibot';
import { instant } from '../core/record.ts';

/** GET ownFeed → when mine was made; null for none. */
export const feedState = v.object({ made: v.nullable(instant) });
/** POST ownFeed → a new one; the address of the one before leads nowhere any more. DELETE ownFeed → 204. */
export const newFeed = v.object({ url: v.string() });
