/** What a page's head says of the work that the page is, to be cited: as it stands there, since core/citation-claims.ts knows what it means. */
import type { PageFactsMessage } from '../protocol/from-content.ts';

/** Highwire, Dublin Core, Open Graph and the older names (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing). */
const NAMES =
  'meta[name^="citation_" i],meta[name^="dc." i],meta[name^="dcterms." i],meta[name="author" i],meta[property^="og:"],meta[property^="article:"]';

/** More than this nobody has to say. */
const MOST = 60;

export function readAbout(document: Document): NonNullable<PageFactsMessage['about']> {
  const found = Array.from(document.head?.querySelectorAll('meta') ?? []).slice(0, 500);
  return found
    .filter((element) => element.matches(NAMES))
    .flatMap((element) => {
      const name = element.getAttribute('name') ?? element.getAttribute('property') ?? '';
      const content = element.getAttribute('content')?.trim() ?? '';
      return name.length <= 64 && content !== '' && content.length <= 500 ? [{ name, content }] : [];
    })
    .slice(0, MOST);
}
