/**
 * The first reading of a group that is held in part (ADR 0030): its people, what concerns me, and where
 * documents are held, the list of them. The history before it passes by; from there on the group is
 * pulled like any other. Cut at any point it begins again, which is short.
 */
import type { PartRequest } from '../protocol/parts.ts';
import { applyPart, beginPart, finishPart, keepKnown } from '../store/apply-part.ts';
import type { Store } from '../store/database.ts';
import type { StoredHolding } from '../store/records.ts';
import type { Sources } from '../store/sources.ts';
import type { Endpoint, Failure } from './endpoint.ts';

/**
 * `session`: I am no longer in the group, or the database is another one. `whole`: there are no more
 * than the newest notes, so that the history is read from its beginning.
 */
export type Started = { ok: true; session: boolean; whole: boolean } | Failure;

type Place = { group: string; epoch: string };

export async function startPart(
  db: Store,
  endpoint: Endpoint,
  { group, epoch }: Place,
  { choice }: StoredHolding,
  sources: Sources,
): Promise<Started> {
  await beginPart(db, group);
  let cursor = Infinity;
  for (const part of ['people', 'mine'] as const) {
    const read = await readPart(db, endpoint, { group, epoch }, { part }, sources);
    if (!read.ok) return ended(read);
    if (read.head === null) return { ok: true, session: true, whole: false };
    cursor = Math.min(cursor, read.head);
  }
  if (choice === 'opened') {
    for (let after: string | undefined; ;) {
      const page = await endpoint.documents(group, after);
      if (!page.ok) return ended(page);
      if (page.value.epoch !== epoch) return { ok: true, session: true, whole: false };
      const { documents, more, head } = page.value;
      await keepKnown(db, group, documents);
      cursor = Math.min(cursor, head);
      if (!more) break;
      const last = documents.at(-1);
      if (last === undefined || last === after) return NOT_ENDPOINT;
      after = last;
    }
  }
  if (choice === 'newest') {
    const size = await endpoint.size(group);
    if (!size.ok) return ended(size);
    if (size.value.beforeNewest === 0) return { ok: true, session: false, whole: true };
    cursor = Math.min(cursor, size.value.beforeNewest);
  }
  if (cursor === 0) return NOT_ENDPOINT;
  await finishPart(db, { group, epoch, cursor, choice });
  return { ok: true, session: false, whole: false };
}

const NOT_ENDPOINT: Failure = { ok: false, code: 'not-endpoint', retryAfter: null };

function ended(failure: Failure): Started {
  return failure.code === 'not_found' ? { ok: true, session: true, whole: false } : failure;
}

/** `head`: up to where in the history the part is; null for another database. `behind`: there are changes to be read. */
export type Read = { ok: true; head: number | null; keys: string[]; behind: boolean } | Failure;

export async function readPart(
  db: Store,
  endpoint: Endpoint,
  { group, epoch }: Place,
  request: PartRequest,
  sources: Sources,
): Promise<Read> {
  const keys = new Set<string>();
  let head = Infinity;
  let behind = false;
  for (let after = 0; ;) {
    const page = await endpoint.part(group, { ...request, after });
    if (!page.ok) return page;
    if (page.value.epoch !== epoch) return { ok: true, head: null, keys: [], behind };
    const { rows, cursor, more } = page.value;
    const came = await applyPart(db, { group, epoch, rows, head: page.value.head }, sources);
    for (const key of came.keys) keys.add(key);
    behind ||= came.behind;
    head = Math.min(head, page.value.head);
    if (!more) return { ok: true, head, keys: [...keys], behind };
    if (cursor <= after) return NOT_ENDPOINT;
    after = cursor;
  }
}
