/** Threads: replies under the note they answer, built from a flat list in any order. */

type Threadable = { id: string; parent: string | null; created: string };
export type Thread<N> = { note: N; replies: Thread<N>[] };

/**
 * Threads in the order of the given roots; replies oldest first. A reply whose parent is not in
 * the list becomes a root (nothing is hidden because something else was deleted), and a cycle,
 * which only a hostile client can make, is cut at its oldest note.
 */
export function buildThreads<N extends Threadable>(notes: readonly N[]): Thread<N>[] {
  const byId = new Map<string, Thread<N>>(notes.map((note) => [note.id, { note, replies: [] }]));
  const roots: Thread<N>[] = [];
  for (const thread of byId.values()) {
    const parent = thread.note.parent === null ? undefined : byId.get(thread.note.parent);
    if (parent && !isCutHere(thread.note, byId)) parent.replies.push(thread);
    else roots.push(thread);
  }
  for (const { replies } of byId.values()) replies.sort((a, b) => compare(a.note, b.note));
  return roots;
}

/** All notes of a thread, depth first. */
export function flattenThread<N>(thread: Thread<N>): N[] {
  return [thread.note, ...thread.replies.flatMap(flattenThread)];
}

function compare(a: Threadable, b: Threadable): number {
  return a.created < b.created ? -1 : a.created > b.created ? 1 : a.id < b.id ? -1 : 1;
}

/** True for the oldest note of a parent cycle. */
function isCutHere<N extends Threadable>(note: N, byId: Map<string, Thread<N>>): boolean {
  const path = new Set<string>();
  let oldest: N = note;
  for (let at: N | undefined = note; at; at = at.parent === null ? undefined : byId.get(at.parent)?.note) {
    if (path.has(at.id)) return at.id === note.id && oldest.id === note.id;
    path.add(at.id);
    if (compare(at, oldest) < 0) oldest = at;
  }
  return false;
}
