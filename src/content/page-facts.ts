/** What a web page says about itself: address, title, other names, the owner's wish to be left alone. */
import { linksOf, namesOf, propertiesOf, readHead } from './head.ts';
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

/** Of one kind. */
const MAX_ELEMENTS = 8;

/** Empty where the page says nothing in its head, or too much to be meant. */
function readClaims(document: Document): { canonical: string; amp: string; dois: string[] } {
  const links = (relation: string): string[] =>
    readHead(document, linksOf(relation), 'href', MAX_ELEMENTS).map((href) => absolute(href, document));
  const metas = (path: string): string[] => readHead(document, path, 'content', MAX_ELEMENTS);
  const canonicals = new Set(links('canonical'));
  const [canonical = ''] = canonicals.size > 0 ? canonicals : metas(propertiesOf('og:url'));
  return {
    canonical: canonicals.size > 1 || canonical.length > 4096 ? '' : canonical,
    amp: links('amphtml').find(({ length }) => length <= 4096) ?? '',
    // Highwire, PRISM, bepress and Dublin Core.
    dois: metas(namesOf('doi', 'dc.identifier')).filter(({ length }) => length <= 300),
  };
}

function bare(url: string): string | undefined {
  return url.split('#', 1)[0];
}

/** As `HTMLLinkElement.href` says it. */
function absolute(href: string, { baseURI }: Document): string {
  return URL.parse(href, baseURI)?.href ?? href;
}
