/** What every change of one note answers. */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { reassemble } from './reassemble.ts';
import type { Sources } from './sources.ts';

/** Done, with the document keys touched, or the code of a protocol/errors.ts error. */
export type Written = { ok: true; id: Id; keys: string[] } | { ok: false; code: 'not_found' | 'forbidden' | 'invalid' };

export const refuse = (code: 'not_found' | 'forbidden' | 'invalid'): Extract<Written, { ok: false }> => ({
  ok: false,
  code,
});

export async function done(db: Store, id: Id, sources: Sources): Promise<Extract<Written, { ok: true }>> {
  return { ok: true, id, keys: [...(await reassemble(db, [{ id }], sources))] };
}
