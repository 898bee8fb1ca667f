/** Asks for the notes of documents that were opened here, of groups whose reader has agreed to it (ADR 0030). */
import { documentCame, documentsRefused } from '../store/apply-part.ts';
import type { Store } from '../store/database.ts';
import { readSync } from '../store/meta.ts';
import { nextWanted } from '../store/opened-documents.ts';
import type { Sources } from '../store/sources.ts';
import type { Id } from '../core/id.ts';
import type { Endpoint, Failure } from './endpoint.ts';
import { isPreparing, longer, type Preparing } from './preparing.ts';
import { readPart } from './start-part.ts';

/**
 * `behind`: changes are to be pulled, or the session is another one. `preparing`: when to ask again for a group that the
 * endpoint is still preparing.
 */
export type Fetched = { ok: true; behind: boolean; preparing: Preparing } | Failure;

/** @param stored told after every document, with the keys touched */
export async function fetchOpened(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  stored: (keys: string[]) => void,
): Promise<Fetched> {
  let behind = false;
  let preparing: Preparing = null;
  const waiting = new Set<Id>();
  for (;;) {
    const wanted = await nextWanted(db, waiting);
    const { epoch } = await readSync(db);
    if (!wanted || epoch === null) return { ok: true, behind, preparing };
    const { group, hashes } = wanted;
    const read = await readPart(db, endpoint, { group, epoch }, { part: 'documents', hashes }, sources);
    if (!read.ok && read.code === 'not_found') {
      await documentsRefused(db, group);
      behind = true;
      continue;
    }
    if (isPreparing(read)) {
      // The others are asked for meanwhile.
      waiting.add(group);
      preparing = longer(preparing, read);
      continue;
    }
    if (!read.ok) return read;
    if (read.head === null) return { ok: true, behind: true, preparing };
    await documentCame(db, group, hashes);
    behind ||= read.behind;
    stored(read.keys);
  }
}
