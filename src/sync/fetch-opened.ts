/** Asks for the notes of documents that were opened here, of groups whose reader has agreed to it (ADR 0030). */
import { documentCame, documentsRefused } from '../store/apply-part.ts';
import type { Store } from '../store/database.ts';
import { readSync } from '../store/meta.ts';
import { nextWanted } from '../store/opened-documents.ts';
import type { Sources } from '../store/sources.ts';
import type { Endpoint, Failure } from './endpoint.ts';
import { readPart } from './start-part.ts';

/** `behind`: changes are to be pulled, or the session is another one. */
export type Fetched = { ok: true; behind: boolean } | Failure;

/** @param stored told after every document, with the keys touched */
export async function fetchOpened(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  stored: (keys: string[]) => void,
): Promise<Fetched> {
  let behind = false;
  for (;;) {
    const wanted = await nextWanted(db);
    const { epoch } = await readSync(db);
    if (!wanted || epoch === null) return { ok: true, behind };
    const { group, hashes } = wanted;
    const read = await readPart(db, endpoint, { group, epoch }, { part: 'documents', hashes }, sources);
    if (!read.ok && read.code === 'not_found') {
      await documentsRefused(db, group);
      behind = true;
      continue;
    }
    if (!read.ok) return read;
    if (read.head === null) return { ok: true, behind: true };
    if (await documentCame(db, { group, epoch, hashes, head: read.head })) behind = true;
    stored(read.keys);
  }
}
