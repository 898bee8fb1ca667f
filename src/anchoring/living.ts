/**
 * Watches a page that changes and says once, when it has calmed down, that anchors should be looked at again. Separate
 * so that there is one observer only, quiet while nobody looks at the page.
 */
import { HOST_TAG } from '../core/host-tag.ts';

/** How a page is watched. */
export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Quiet time to wait for; a page that is never quiet is looked at every eight times that. */
  readonly debounceMs?: number;
  /** Told of every change that can matter, at once. */
  readonly onRecords?: (records: readonly MutationRecord[]) => void;
}

/** A running watch. */
export interface Watch {
  /** Also watches these trees: the shadow roots and frames an index went into (`TextIndex.roots`). */
  follow(roots: readonly Node[]): void;
  /** Tells changes made in this task, which the browser has not told yet. */
  flush(): void;
}

/** Calls back after visible text under the root may have changed. Ends with the signal. */
export function watchDocument(
  root: Node,
  onChange: () => void,
  { signal, debounceMs = 300, onRecords }: WatchOptions,
): Watch {
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
  const showsOrHides = ({ target }: MutationRecord): boolean => {
    const now = (target as Element).checkVisibility({ visibilityProperty: true });
    const before = shown.get(target);
    shown.set(target, now);
    return before !== now;
  };
  const hear = (records: readonly MutationRecord[]) => {
    const foreign = records.filter(isForeign);
    const calm = new Set(foreign.filter((one) => MOVING.has(one.attributeName ?? '') && !showsOrHides(one)));
    // a class that changes nothing about its own element can still show or hide what is in it
    const heard = foreign.filter((one) => one.attributeName === 'class' || !calm.has(one));
    if (heard.length > 0) onRecords?.(heard);
    if (missed && document?.hidden) return;
    if (heard.some((one) => !calm.has(one) || (one.target as Element).firstElementChild)) changed();
  };
  const observer = new MutationObserver(hear);

  // what a frame shows comes with its own document, and a script may give elements their shadow trees; the event
  // neither bubbles nor leaves a shadow tree or a frame
  const loaded = ({ target }: Event) => {
    if (!target || !('contentDocument' in target || (target as Element).localName === 'script')) return;
    onRecords?.([]);
    changed();
  };
  const watched = new WeakSet<Node>();
  const follow = (roots: readonly Node[]) => {
    for (const one of roots) {
      if (signal.aborted || watched.has(one)) continue;
      watched.add(one);
      one.addEventListener('load', loaded, { signal, capture: true });
      observer.observe(one, WHAT);
    }
  };
  const flush = () => hear(observer.takeRecords());
  if (signal.aborted) return { follow, flush };
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
  return { follow, flush };
}

const WHAT: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['hidden', 'open', 'slot', 'class', 'style'],
};

const MOVING: ReadonlySet<string> = new Set(['class', 'style']);

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
