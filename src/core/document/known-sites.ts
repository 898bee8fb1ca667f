/**
 * Sites that show one document under several addresses whose forms are documented and old. A
 * rule here is for an address alone, so that a badge counts right before the page has spoken; it
 * never leads to a site that somebody else could write on.
 */

/** The address under which a document is known, for one of its other addresses; else the address itself. */
export function knownForm(url: URL): URL {
  const unwrapped = fromAmpCache(url);
  const host = unwrapped.hostname.replace(/^www\./, '');
  const form = RULES.find(([hosts]) => hosts.test(host))?.[1](unwrapped, host);
  return form === undefined ? unwrapped : new URL(form);
}

type Rule = (url: URL, host: string) => string | undefined;

const RULES: readonly [hosts: RegExp, Rule][] = [
  [/^(m\.|music\.)?youtube\.com$|^youtube-nocookie\.com$|^youtu\.be$/, youTube],
  [
    /(^|\.)(wikipedia|wiktionary|wikibooks|wikinews|wikiquote|wikisource|wikiversity|wikivoyage|wikimedia|wikidata)\.org$/,
    wiki,
  ],
  [/^(export\.)?arxiv\.org$/, arXiv],
  [/^(docs|drive)\.google\.com$/, googleDocs],
  [/^web\.archive\.org$/, archive],
];

/** A cache shows the publisher's page as it is: https://developers.google.com/amp/cache/overview#amp-cache-url-format */
function fromAmpCache(url: URL): URL {
  const isCache = /(^|\.)cdn\.ampproject\.org$|\.bing-amp\.com$/.test(url.hostname);
  // Only this one name: who owns the others is not ours to know.
  const isViewer = url.hostname === 'www.google.com';
  const [, secure, rest] =
    /^\/(?:[cva]|wp\/[cva])\/(s\/)?(.+)$/.exec(isCache ? url.pathname : '') ??
    /^\/amp\/(s\/)?(.+)$/.exec(isViewer ? url.pathname : '') ??
    [];
  if (rest === undefined || !/^[^/]+\.[^/]+/.test(rest)) return url;
  try {
    return new URL(`http${secure ? 's' : ''}://${rest}${url.search}${url.hash}`);
  } catch {
    return url;
  }
}

/** One video; which list it was come to by, and from which second on, is not part of it. */
function youTube({ hostname, pathname, searchParams }: URL): string | undefined {
  const path = hostname.endsWith('youtu.be') ? pathname : /^\/(?:shorts|live|embed|v)(\/.+)$/.exec(pathname)?.[1];
  const id = pathname === '/watch' ? searchParams.get('v') : path?.slice(1);
  return id && /^[\w-]{11}$/.test(id) ? `https://youtube.com/watch?v=${id}` : undefined;
}

/** `en.m.` is the mobile view; `title` alone is the article itself, with `oldid` or `action` it is something else. */
function wiki(url: URL, host: string): string {
  const form = new URL(url.href);
  form.hostname = host.replace(/(^|\.)m\.(?=[^.]+\.org$)/, '$1');
  form.search = url.search.replace(/(?<=[?&])(useskin|mobileaction)=[^&]*&?/g, '').replace(/[?&]$/, '');
  const title = /^\?title=([^&]+)$/.exec(form.search)?.[1];
  if (form.pathname !== '/w/index.php' || title === undefined) return form.href;
  return `${form.origin}/wiki/${title.replaceAll('+', '_').replaceAll('%20', '_')}`;
}

/** Abstract, PDF and HTML of a paper, in whatever version: https://info.arxiv.org/help/arxiv_identifier.html */
function arXiv({ pathname }: URL): string | undefined {
  const id = /^\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?$/i.exec(
    pathname,
  )?.[1];
  return id && `https://arxiv.org/abs/${id}`;
}

/** Reading, editing and preview of one file; a tab of a document is a text of its own. */
function googleDocs({ pathname, searchParams }: URL): string | undefined {
  const parts = /^\/(document|spreadsheets|presentation|file|forms)\/(?:u\/\d+\/)?d\/([\w-]{20,})(?:\/|$)/.exec(
    pathname,
  );
  if (!parts) return undefined;
  const [, kind, id] = parts;
  const tab = searchParams.get('tab');
  const host = kind === 'file' ? 'drive' : 'docs';
  return `https://${host}.google.com/${kind}/d/${id}${tab && tab !== 't.0' ? `?tab=${encodeURIComponent(tab)}` : ''}`;
}

/** A snapshot is what a page was at one time, not the page; with and without the archive's bar it is one. */
function archive(url: URL): string {
  return url.href.replace(/(\/web\/\d{14})[a-z]{2}_\//, '$1/');
}
