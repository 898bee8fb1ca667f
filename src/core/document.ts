/**
 * Document identity: under which names one document is known, so that classmates who came by
 * different addresses meet. A wrong merge is worse than a missed one: only differences that
 * cannot change what is read are removed, and a page's own word is believed only as far as
 * document/claims.ts says.
 */
import type { Citation } from './citation.ts';
import { citationFrom, type Claim } from './citation-claims.ts';
import { isTooLong, keyOf, parseAddress, sourceOf } from './document/address.ts';
import { isBelievable, showsAnothersPage } from './document/claims.ts';
import { onlyDoi } from './document/doi.ts';

/** What a page says about itself; all but the address optional, none trusted. */
export type PageFacts = {
  url: string;
  title?: string | undefined;
  /** `href` of `<link rel=canonical>`, or without one the content of `og:url`, absolute. */
  canonical?: string | undefined;
  /** `href` of `<link rel=amphtml>`, absolute. */
  amp?: string | undefined;
  /** Contents of citation metadata that may be a DOI. */
  dois?: readonly string[] | undefined;
  /** What it says of the work that it is, to be cited. */
  about?: readonly Claim[] | undefined;
  /** Where the page was when it first said all this, if it has gone on within itself since. */
  saidAt?: string | undefined;
  /** Of a PDF: its first file identifier (ISO 32000 §14.4) in hexadecimal, read from the file by ourselves. */
  fingerprint?: string | undefined;
};

export type DocumentIdentity = { source: string; keys: string[]; title: string; citation?: Citation };

/** Identity of a page, or null if it has no address that others could share. */
export function identifyDocument(facts: PageFacts): DocumentIdentity | null {
  const url = parseAddress(facts.url);
  if (!url) return null;
  const source = sourceOf(url);
  const { keys, doi } = claimed(facts, url);
  if (facts.fingerprint && /^[\da-f]{32,128}$/i.test(facts.fingerprint))
    keys.push(`urn:x-pdf:${facts.fingerprint.toLowerCase()}`);
  const dois = doi === null ? [] : [`doi:${doi}`];
  const title = (facts.title ?? '').trim().slice(0, 1024) || source;
  const citation = facts.about && isOfThisPage(facts, url) ? citationFrom(facts.about) : null;
  return { source, keys: [...new Set([keyOf(url), ...keys, ...dois])], title, ...(citation && { citation }) };
}

/** An application that went on often leaves the words of the page before in place. */
function isOfThisPage({ saidAt }: PageFacts, url: URL): boolean {
  const before = parseAddress(saidAt ?? '');
  return !before || keyOf(before) === keyOf(url);
}

/** The key of an address alone, for asking before the page has spoken (badge, popup). */
export function documentKey(url: string): string | null {
  const parsed = parseAddress(url);
  return parsed ? keyOf(parsed) : null;
}

/**
 * The present form of keys that an older version, here or on a classmate's device, has written:
 * notes are looked for by it (ADR 0018).
 */
export function presentKeys(keys: readonly string[]): string[] {
  return [...new Set(keys.map(presentKey))];
}

function presentKey(key: string): string {
  const address = key.startsWith('//') ? `https:${key}` : key.startsWith('file:') ? key : '';
  return documentKey(address) ?? key;
}

/**
 * An application that went on to its next page often leaves the words of the page before in
 * place: they hold where they were said, or where the page came to the address that they name.
 */
function claimed(facts: PageFacts, url: URL): { keys: string[]; doi: string | null } {
  if (url.protocol === 'file:' || isTooLong(url) || showsAnothersPage(url)) return { keys: [], doi: null };
  const canonical = parseAddress(facts.canonical ?? '');
  const before = parseAddress(facts.saidAt ?? '');
  const keys: string[] = [];
  if (before && keyOf(before) !== keyOf(url)) {
    const isTidied = canonical && keyOf(canonical) === keyOf(url) && isBelievable(canonical, before);
    if (!isTidied) return { keys, doi: null };
    keys.push(keyOf(before));
  }
  if (canonical && isBelievable(canonical, url)) keys.push(keyOf(canonical));
  const amp = parseAddress(facts.amp ?? '');
  if (amp && isBelievable(url, amp)) keys.push(keyOf(amp));
  return { keys, doi: onlyDoi(facts.dois ?? []) };
}
