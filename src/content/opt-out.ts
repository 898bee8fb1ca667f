/**
 * The wish of a page's owner to be left alone, in the page itself or in a header of its answer (ADR 0044). Other headers are
 * for the browser alone: to see them, the page would have to be asked for again, or every request of the reader be watched.
 */

/** `<meta name="commonplace" content="none">`, or the header `Server-Timing: commonplace;desc=none`. */
export function isDeclined(document: Document): boolean {
  if (document.querySelector('meta[name="commonplace" i][content="none" i]') !== null) return true;
  // Told on https only (https://w3c.github.io/server-timing/), by Chromium on localhost as well; empty elsewhere.
  const [load] = document.defaultView?.performance.getEntriesByType('navigation') ?? [];
  return load !== undefined && isNavigation(load) && (load.serverTiming?.some(isNo) ?? false);
}

function isNavigation(entry: PerformanceEntry): entry is PerformanceNavigationTiming {
  return entry.entryType === 'navigation';
}

function isNo({ name, description }: PerformanceServerTiming): boolean {
  return name.toLowerCase() === 'commonplace' && description.trim().toLowerCase() === 'none';
}
