/**
 * What the script in a page sends of what stands in the page's head, and which names the page gives itself by that. The script
 * is in every page and only copies (ADR 0059); what of the names is believed is known by document/claims.ts.
 */

/** Of one link or meta element of the head. */
export type HeadClaim = {
  /** Its `rel`, `property` and `name`, each on a line. */
  kind: string;
  /** Its `href`, absolute, or its `content`. */
  value: string;
  /** The page's address when it first said it, if that was another one. */
  at?: string | undefined;
};

export type PageSays = { url: string; title: string; head: HeadClaim[]; optedOut: boolean };

/** Characters of a page's address: they are cut nowhere below it, since cut ones would be the same for different pages. */
export const LONGEST_ADDRESS = 65_536;
/** A head with more claims is not read: they are no claims but an attempt to keep us busy. */
export const MOST_CLAIMS = 100;
/** Characters of its kind, and of the claim itself, that are sent: enough to see that it is too long. */
export const LONGEST_KIND = 1024;
export const LONGEST_CLAIM = 4097;
/** Of one kind; a page that says more says nothing. */
const MOST = 8;
/** Characters of an address, and of a DOI. What is longer says nothing. */
const [LONGEST, LONGEST_DOI] = [LONGEST_CLAIM - 1, 300];

/** As `PageFacts`, and the owner's wish. */
export type FactsSaid = {
  url: string;
  title: string;
  canonical: string;
  amp: string;
  dois: string[];
  saidAt: string;
  optedOut: boolean;
};

export function factsOf({ url, title, head, optedOut }: PageSays): FactsSaid {
  const canonical = canonicalOf(head);
  const [amp] = meant(head.filter(({ kind }) => relations(kind).includes('amphtml')));
  const dois = meant(head.filter(isDoi)).filter(({ value }) => value.length <= LONGEST_DOI);
  const counts = [canonical, amp, ...dois].filter((claim) => claim !== undefined && short(claim) !== '');
  const elsewhere = counts.flatMap((claim) => claim?.at ?? []);
  return {
    url,
    title,
    canonical: short(canonical),
    amp: short(amp),
    dois: dois.map(({ value }) => value),
    saidAt: elsewhere.find((at) => bare(at) !== bare(url)) ?? elsewhere[0] ?? url,
    optedOut,
  };
}

/** `link[rel~=canonical i]`, or without one `meta[property="og:url"]`; none of two different links. */
function canonicalOf(head: readonly HeadClaim[]): HeadClaim | undefined {
  const links = head.filter(({ kind }) => relations(kind).includes('canonical'));
  if (links.length === 0) return meant(head.filter(({ kind }) => kind.split('\n')[1] === 'og:url'))[0];
  return links.every(({ value }) => value === links[0]?.value) ? meant(links)[0] : undefined;
}

/** `meta[name$=doi i]`, `meta[name^="dc.identifier" i]`: Highwire, PRISM, bepress and Dublin Core. */
function isDoi({ kind }: HeadClaim): boolean {
  return /doi$|^dc\.identifier/i.test(kind.split('\n')[2] ?? '');
}

function relations(kind: string): string[] {
  return (kind.split('\n')[0] ?? '').toLowerCase().split(/\s+/);
}

function meant(claims: HeadClaim[]): HeadClaim[] {
  return claims.length <= MOST ? claims : [];
}

function short(claim: HeadClaim | undefined): string {
  return claim && claim.value.length <= LONGEST ? claim.value : '';
}

function bare(url: string): string | undefined {
  return url.split('#', 1)[0];
}
