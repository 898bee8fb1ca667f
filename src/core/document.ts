/**
 * Document identity: under which names one document is known, so that classmates who came by
 * different addresses meet. A wrong merge is worse than a missed one: only differences that
 * cannot change what is read are removed, and a page's own word for its address is believed
 * only within its own site.
 */

/** What a page says about itself; all optional, none trusted. */
export type PageFacts = {
  url: string;
  title?: string;
  /** `href` of `<link rel=canonical>`, already absolute. */
  canonical?: string;
};

export type DocumentIdentity = { source: string; keys: string[]; title: string };

/** Parameters that name the way a reader came, never what is read. */
const TRACKING = /^(utm_[a-z]+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|twclid|_hsenc|_hsmi|ref_src)$/i;

/** Identity of a page, or null if it has no address that others could share. */
export function identifyDocument(facts: PageFacts): DocumentIdentity | null {
  const url = parse(facts.url);
  if (!url) return null;
  const source = normalise(url);
  const keys = new Set([keyOf(url)]);
  const canonical = facts.canonical === undefined ? null : parse(facts.canonical);
  if (canonical && sameSite(canonical, url)) keys.add(keyOf(canonical));
  return { source, keys: [...keys], title: (facts.title ?? '').trim().slice(0, 1024) || source };
}

/** The key of an address alone, for asking before the page has spoken (badge, popup). */
export function documentKey(url: string): string | null {
  const parsed = parse(url);
  return parsed ? keyOf(parsed) : null;
}

function parse(text: string): URL | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  return ['http:', 'https:', 'file:'].includes(url.protocol) ? url : null;
}

/** The address without credentials, tracking parameters and in-page fragment. */
function normalise(url: URL): string {
  const copy = new URL(url.href);
  copy.username = '';
  copy.password = '';
  const tracking = [...copy.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of tracking) copy.searchParams.delete(name);
  if (!isRoute(copy.hash)) copy.hash = '';
  return copy.href;
}

/** `#/path` and `#!path` are addresses of an application's pages; any other fragment is a place in one. */
function isRoute(hash: string): boolean {
  return /^#!?\//.test(hash) || hash.startsWith('#!');
}

/** http and https, and a leading `www.`, are one document. */
function keyOf(url: URL): string {
  const copy = new URL(normalise(url));
  copy.searchParams.sort();
  if (copy.protocol === 'file:') return copy.href;
  const host = copy.hostname.replace(/^www\./, '') + (copy.port ? `:${copy.port}` : '');
  return `//${host}${copy.pathname}${copy.search}${copy.hash}`;
}

/**
 * A canonical link to another host is believed by search engines, not by us: a page could
 * attach itself to another site's conversation.
 */
function sameSite(a: URL, b: URL): boolean {
  const bare = (url: URL) => url.hostname.replace(/^(www|m|mobile|amp)\./, '') + ':' + url.port;
  // A canonical link to the front page from a deep page is a common mistake of templates.
  return bare(a) === bare(b) && (a.pathname !== '/' || b.pathname === '/');
}
