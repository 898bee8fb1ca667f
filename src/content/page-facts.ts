/** What a web page says about itself: address, title, canonical link, the owner's wish to be left alone. */
import type { PageFactsMessage } from '../protocol/from-content.ts';

export function readPageFacts(document: Document): PageFactsMessage {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]')?.href;
  return {
    url: document.location.href.slice(0, 4096),
    title: document.title.slice(0, 1024),
    ...(canonical ? { canonical: canonical.slice(0, 4096) } : {}),
    optedOut: document.querySelector('meta[name="commonplace" i][content="none" i]') !== null,
  };
}
