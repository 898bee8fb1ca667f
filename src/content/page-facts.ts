/** What a web page says about itself: address, title, other names, the owner's wish to be left alone. */
import { readClaims, type Claims } from './head.ts';
import { isDeclined } from './opt-out.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';

/** One reader a page: it remembers where the page was when it first said what it says still. */
export function pageFactsReader(document: Document): () => PageFactsMessage {
  let said: ReadonlyMap<string, string> = new Map();
  return () => {
    const url = document.location.href.slice(0, 65_536);
    const claims = readClaims(document);
    const canonical = canonicalOf(claims, document);
    const amp = meant(claims.amphtml) ? absolute(claims.amphtml[0], document) : '';
    const dois = meant(claims.dois) ? claims.dois.filter(({ length }) => length <= 300) : [];
    const says = new Map<string, string>();
    for (const claim of [canonical, amp, ...dois]) if (claim !== '') says.set(claim, said.get(claim) ?? url);
    said = says;
    const elsewhere = [...said.values()].filter((at) => at !== url);
    return {
      url,
      title: document.title.slice(0, 1024),
      canonical,
      amp,
      dois,
      saidAt: elsewhere.find((at) => bare(at) !== bare(url)) ?? elsewhere[0] ?? url,
      optedOut: isDeclined(document),
    };
  };
}

/** Of one kind; a page that says more says nothing. */
const MOST = 8;

const meant = (said: readonly string[]): boolean => said.length <= MOST;

/** Empty where the page says nothing in its head, or two different links. */
function canonicalOf({ canonical: links, ogUrl }: Claims, document: Document): string {
  if (links.length === 0) return meant(ogUrl) ? short(ogUrl[0]) : '';
  const canonical = absolute(links[0], document);
  return meant(links) && links.every((href) => absolute(href, document) === canonical) ? canonical : '';
}

function bare(url: string): string | undefined {
  return url.split('#', 1)[0];
}

/** As `HTMLLinkElement.href` says it. */
function absolute(href: string | undefined, { baseURI }: Document): string {
  return href === undefined ? '' : short(URL.parse(href, baseURI)?.href ?? href);
}

function short(address = ''): string {
  return address.length > 4096 ? '' : address;
}
