/**
 * Watches a page that changes and says once, when it has calmed down, that anchors should be looked at again. Separate
 * so that there is one observer only, quiet while nobody looks at the page.
 */
import { HOST_TAG } from './visible-text.ts';

/** How a page is watched. */
export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Quiet time to wait for; a page that is never quiet is looked at every eight times that. */
  readonly debounceMs?: number;
}

/** A running watch. */
export interface Watch {
  /** Also watches these trees: the shadow roots and frames an index went into (`TextIndex.roots`). */
  follow(roots: readonly Node[]): void;
  /** Whether the page has changed since the last call back: what was read of it then no longer holds. */
  stale(): boolean;
}

/** Calls back after visible text under the root may have changed. Ends with the signal. */
export function watchDocument(root: Node, onChange: () => void, { signal, debounceMs = 300 }: WatchOptions): Watch {
  const document = root instanceof Document ? root : root.ownerDocument;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince = 0;
  let missed = false;

  const tell = () => {
    timer = undefined;
    if (document?.hidden) missed = true;
    else onChange();
  };
  const changed = () => {
    const now = Date.now();
    if (timer === undefined) waitingSince = now;
    else if (now - waitingSince > 8 * debounceMs) return;
    clearTimeout(timer);
    timer = setTimeout(tell, debounceMs);
  };
  // animations write class and style all the time: they count only when they show or hide an element
  const shown = new WeakMap<Node, boolean>();
  const isTelling = (record: MutationRecord): boolean => {
    const { target, attributeName } = record;
    if (attributeName !== 'class' && attributeName !== 'style') return isForeign(record);
    const now = (target as Element).checkVisibility({ visibilityProperty: true });
    const before = shown.get(target);
    shown.set(target, now);
    return before !== now && isForeign(record);
  };
  const observer = new MutationObserver((records) => {
    if (missed && document?.hidden) return;
    if (records.filter(isTelling).length > 0) changed();
  });

  const watched = new WeakSet<Node>();
  const follow = (roots: readonly Node[]) => {
    for (const one of roots) {
      if (signal.aborted || watched.has(one)) continue;
      watched.add(one);
      observer.observe(one, WHAT);
    }
  };
  const stale = () => {
    // changes made in this task have not come to the observer yet
    if (observer.takeRecords().filter(isTelling).length > 0) changed();
    return missed || timer !== undefined;
  };
  if (signal.aborted) return { follow, stale };
  follow([root]);
  document?.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden || !missed) return;
      missed = false;
      changed();
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  return { follow, stale };
}

const WHAT: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['hidden', 'open', 'class', 'style'],
};

/** Whether a change is the page's own doing. */
function isForeign(record: MutationRecord): boolean {
  if (isOurs(record.target)) return false;
  if (record.type !== 'childList') return true;
  for (const node of record.addedNodes) if (!isOurs(node)) return true;
  for (const node of record.removedNodes) if (!isOurs(node)) return true;
  return false;
}

function isOurs(node: Node): boolean {
  return (node as Element).localName === HOST_TAG;
}
