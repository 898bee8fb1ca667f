/** What a page's head says of the work that the page is, to be cited: as it stands there, since core/citation-claims.ts knows what it means. */
import { schemaClaims } from '../core/schema-org.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';

/** Highwire, Dublin Core, Open Graph and the older names; schema.org in scripts stands beside them (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing). */
const NAMES =
  'meta[name^="citation_" i],meta[name^="dc." i],meta[name^="dcterms." i],meta[name="author" i],meta[property^="og:"],meta[property^="article:"]';

/** More than this nobody has to say. */
const MOST = 60;

export function readAbout(document: Document): NonNullable<PageFactsMessage['about']> {
  const works = schemaClaims(readJsonLd(document));
  const found = Array.from(document.head?.querySelectorAll('meta') ?? []).slice(0, 500);
  const said = found
    .filter((element) => element.matches(NAMES))
    .flatMap((element) => {
      const name = element.getAttribute('name') ?? element.getAttribute('property') ?? '';
      const content = element.getAttribute('content')?.trim() ?? '';
      return name.length <= 64 && content !== '' && content.length <= 500 ? [{ name, content }] : [];
    });
  return [...said.slice(0, MOST - works.length), ...works];
}

/** Scripts that are looked at, and characters of one and of all of them. */
const SCRIPTS = 8;
const LONGEST = 100_000;

/** What stands in the head for those who read pages by machine; a script that is no JSON, or too much of it, says nothing. */
function readJsonLd(document: Document): unknown[] {
  const scripts = document.head?.querySelectorAll('script[type="application/ld+json" i]') ?? [];
  let left = LONGEST;
  return Array.from(scripts)
    .slice(0, SCRIPTS)
    .flatMap((script) => {
      const { textContent } = script;
      if (textContent.length > left) return [];
      left -= textContent.length;
      try {
        return [JSON.parse(textContent) as unknown];
      } catch {
        return [];
      }
    });
}
