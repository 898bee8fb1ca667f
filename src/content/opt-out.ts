/**
 * The wish of a page's owner to be left alone, in the page itself or in a header of its answer (ADR 0044). Other headers are
 * for the browser alone: to see them, the page would have to be asked for again, or every request of the reader be watched.
 */

/** `<meta name="commonplace" content="none">` */
export function declinesItself(document: Document): boolean {
  return document.querySelector('meta[name="commonplace" i][content="none" i]') !== null;
}

/**
 * The header `Server-Timing: commonplace;desc=none`. Told on https only (https://w3c.github.io/server-timing/), by Chromium on localhost as
 * well; empty elsewhere. To read it costs 0.3 ms, and so is done only where something depends on it.
 */
export function declinesByHeader({ performance }: Window): boolean {
  const [load] = performance.getEntriesByType('navigation');
  return load !== undefined && isNavigation(load) && (load.serverTiming?.some(isNo) ?? false);
}

function isNavigation(entry: PerformanceEntry): entry is PerformanceNavigationTiming {
  return entry.entryType === 'navigation';
}

function isNo({ name, description }: PerformanceServerTiming): boolean {
  return name.toLowerCase() === 'commonplace' && description.trim().toLowerCase() === 'none';
}
