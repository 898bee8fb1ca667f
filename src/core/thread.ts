/** Threads: replies under the note they answer, built from a flat list in any order. */

type Threadable = { id: string; parent: string | null; created: string };
export type Thread<N> = { note: N; replies: Thread<N>[] };

/**
 * Threads in the order of the given roots; replies oldest first. A reply whose parent is not in
 * the list becomes a root (nothing is hidden because something else was deleted), and a ring of
 * parents, which only a hostile client can make, is cut at its oldest note. Linear but for the
 * sorting, and without recursion: a hostile thread can be very deep.
 */
export function buildThreads<N extends Threadable>(notes: readonly N[]): Thread<N>[] {
  const byId = new Map<string, Thread<N>>(notes.map((note) => [note.id, { note, replies: [] }]));
  const cuts = ringCuts(byId);
  const roots: Thread<N>[] = [];
  for (const thread of byId.values()) {
    const parent = thread.note.parent === null ? undefined : byId.get(thread.note.parent);
    if (parent && !cuts.has(thread.note.id)) parent.replies.push(thread);
    else roots.push(thread);
  }
  for (const { replies } of byId.values()) replies.sort((a, b) => compare(a.note, b.note));
  return roots;
}

/** All notes of a thread with their depth, depth first. */
export function* walkThread<N>(thread: Thread<N>): Generator<{ note: N; depth: number }> {
  const waiting = [{ thread, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { thread: here, depth } = next;
    yield { note: here.note, depth };
    for (const reply of here.replies.toReversed()) waiting.push({ thread: reply, depth: depth + 1 });
  }
}

function compare(a: Threadable, b: Threadable): number {
  return a.created < b.created ? -1 : a.created > b.created ? 1 : a.id < b.id ? -1 : 1;
}

/** The oldest note of every ring of parents. Each note is walked over once: a walk ends where an earlier one was. */
function ringCuts<N extends Threadable>(byId: ReadonlyMap<string, Thread<N>>): Set<string> {
  const cuts = new Set<string>();
  const walked = new Map<string, number>();
  let walk = 0;
  for (const { note } of byId.values()) {
    walk++;
    let at: N | undefined = note;
    while (at && !walked.has(at.id)) {
      walked.set(at.id, walk);
      at = at.parent === null ? undefined : byId.get(at.parent)?.note;
    }
    // Back at a note of this same walk: it stands in a ring.
    if (at && walked.get(at.id) === walk) cuts.add(oldestOfRing(at, byId).id);
  }
  return cuts;
}

function oldestOfRing<N extends Threadable>(start: N, byId: ReadonlyMap<string, Thread<N>>): N {
  let oldest = start;
  let at = start;
  do {
    at = byId.get(at.parent ?? '')?.note ?? start;
    if (compare(at, oldest) < 0) oldest = at;
  } while (at !== start);
  return oldest;
}
