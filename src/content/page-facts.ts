/** What a web page says about itself: address, title, other names, the owner's wish to be left alone. */
import { isDeclined } from './opt-out.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';

/** One reader a page: it remembers where the page was when it first said what it says still. */
export function pageFactsReader(document: Document): () => PageFactsMessage {
  let said = new Map<string, string>();
  return () => {
    const url = document.location.href.slice(0, 65_536);
    const claims = readClaims(document);
    said = new Map([claims.canonical, claims.amp, ...claims.dois].map((claim) => [claim, said.get(claim) ?? url]));
    said.delete('');
    const elsewhere = [...said.values()].filter((at) => at !== url);
    return {
      url,
      title: document.title.slice(0, 1024),
      ...claims,
      saidAt: elsewhere.find((at) => bare(at) !== bare(url)) ?? elsewhere[0] ?? url,
      optedOut: isDeclined(document),
    };
  };
}

/** More elements of one kind are no claim but an attempt to keep us busy. */
const MAX_ELEMENTS = 8;

/** Empty where the page says nothing in its head, or too much to be meant. */
function readClaims(document: Document): { canonical: string; amp: string; dois: string[] } {
  const read = (selector: string): string[] => {
    const found = document.head?.querySelectorAll(selector);
    return found && found.length <= MAX_ELEMENTS ? Array.from(found, contentOf) : [];
  };
  const canonicals = new Set(read('link[rel~="canonical" i]'));
  const [canonical = ''] = canonicals.size > 0 ? canonicals : read('meta[property="og:url"]');
  return {
    canonical: canonicals.size > 1 || canonical.length > 4096 ? '' : canonical,
    amp: read('link[rel~="amphtml" i]').find(({ length }) => length <= 4096) ?? '',
    // Highwire, PRISM, bepress and Dublin Core.
    dois: read('meta[name$="doi" i],meta[name^="dc.identifier" i]').filter(({ length }) => length <= 300),
  };
}

function bare(url: string): string | undefined {
  return url.split('#', 1)[0];
}

function contentOf(element: Element): string {
  return element instanceof HTMLLinkElement ? element.href : (element.getAttribute('content') ?? '');
}
