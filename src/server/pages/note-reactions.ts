/** What was answered to the notes of a thread without words: where it is shown, and as one member may know it. */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { reactionRow, type ReactionRow } from '../../core/record.ts';
import type { Deps } from '../http/endpoint-env.ts';

/** Of more than these pages hold, the later ones are not counted. */
const PAGES = 10;
const PAGE = { limit: 2000, maxBytes: 2_000_000 } as const;

type Asked = { group: Id; reader: Id; notes: readonly Id[] };

/** By the note that they are given to. None for who is no member any more; what only others may know is left out by the storage. */
export async function readReactions(
  storage: Pick<Deps['storage'], 'reactionsPart'>,
  asked: Asked,
): Promise<Map<Id, ReactionRow[]>> {
  const given = new Map<Id, ReactionRow[]>();
  let [after, more] = [0, true];
  for (let page = 0; more && page < PAGES; page++) {
    const found = await storage.reactionsPart({ ...asked, after, ...PAGE });
    if (!found) break;
    for (const row of v.parse(v.array(v.unknown()), JSON.parse(`[${found.rows}]`))) {
      // of a newer version there may be others
      const read = v.safeParse(reactionRow, row);
      if (!read.success) continue;
      const { target } = read.output.fields;
      const before = given.get(target);
      if (before) before.push(read.output);
      else given.set(target, [read.output]);
    }
    ({ cursor: after, more } = found);
  }
  return given;
}
