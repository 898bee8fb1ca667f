/**
 * Which of a page's own words about its address are believed. A canonical link is a page's claim,
 * often a template's mistake and sometimes a lie: it is believed within its own site only, and
 * only where what it leaves out cannot be what is read.
 */
import { bareHost, isTooLong, parameters, routeOf } from './address.ts';
import { knownForm } from './known-sites.ts';

/** May the page at `page` be the document at `claim`? */
export function isBelievable(claim: URL, page: URL): boolean {
  if (claim.protocol === 'file:' || page.protocol === 'file:' || isTooLong(claim) || isTooLong(page)) return false;
  const [to, from] = [knownForm(claim), knownForm(page)];
  return (
    isSameSite(to, from) &&
    isSamePlace(segments(to), segments(from)) &&
    routeOf(to) === routeOf(from) &&
    namesTheSame(to, from)
  );
}

/** A snapshot or a translation says with its page's words what that page is, and is another text. */
export function showsAnothersPage({ hostname }: URL): boolean {
  return /^(web\.archive\.org|archive\.(today|ph|is|md)|[\w-]+\.translate\.goog)$/.test(bareHost(hostname));
}

/**
 * The same host, or the reader's device's variant of the claimed one (`m.x.org` claims `x.org`).
 * Never the other way round or from variant to variant: names under `github.io` have owners each.
 */
function isSameSite(to: URL, from: URL): boolean {
  const [claimed, own] = [bareHost(to.hostname), bareHost(from.hostname)];
  if (to.port !== from.port) return false;
  const plain = (host: string) => host.replace(/^(?:m|mobile|amp)\.(?=[^.]+\.[^.])/, '');
  return claimed === own || claimed === plain(own);
}

/**
 * Mistakes of templates: every page claims the front page, a section, or the first of its pages.
 * Left out at the end may only be what names a way of showing.
 */
function isSamePlace(to: readonly string[], from: readonly string[]): boolean {
  if ((to.length === 0) !== (from.length === 0)) return false;
  const isAbove = to.length < from.length && to.every((segment, at) => segment === from[at]);
  if (isAbove && !from.slice(to.length).every((segment) => SHOWING.test(segment))) return false;
  const isNumbered = (segment: string | undefined) => /^\d+$/.test(segment ?? '');
  const isAnotherNumber = from.some((own, at) => isNumbered(own) && isNumbered(to[at]) && own !== to[at]);
  return !isAnotherNumber && pageNumber(from) === pageNumber(to);
}

const SHOWING = /^(amp|amp\.html?|print|printable|m|mobile|full|fulltext|abstract)$/i;

function pageNumber(path: readonly string[]): string | undefined {
  return (
    path.map((segment) => /(?:^|[-_])(?:page|seite|p)[-_]?(\d+)(?:\.\w+)?$/i.exec(segment)?.[1]).find(Boolean) ??
    path.find((segment, at) => /^\d+$/.test(segment) && /^(page|seite|p)$/i.test(path[at - 1] ?? ''))
  );
}

function segments({ pathname }: URL): string[] {
  const all = pathname.split('/').filter(Boolean);
  return /^(index|default)\.\w+$/i.test(all.at(-1) ?? '') ? all.slice(0, -1) : all;
}

/** Is each parameter of the page's address in the claim, or one that does not name what is read? */
function namesTheSame(to: URL, from: URL): boolean {
  const claimed = parameters(to);
  const names = new Set(claimed.map(({ name }) => name));
  const pairs = new Set(claimed.map(({ name, value }) => `${name}=${value}`));
  // `story.php?id=4711` claims `/story/4711-the-title`.
  const words = to.pathname === from.pathname ? [] : to.pathname.split(/[^\da-z]+/i);
  return parameters(from).every(({ name, value, purpose }) => {
    if (names.has(name)) return pairs.has(`${name}=${value}`);
    return purpose === 'view' || (purpose === 'content' && /^[\da-z]{3,}$/i.test(value) && words.includes(value));
  });
}
