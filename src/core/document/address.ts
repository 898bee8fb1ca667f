/**
 * The normal form of an address: what is left when only differences are removed that cannot
 * change what is read (RFC 3986 §6.2.2 and what browsers and sites do beyond it), and when
 * nothing is left that is the reader's own.
 */
import { knownForm } from './known-sites.ts';
import { purposeOf, type Purpose } from './parameters.ts';
import { normalisePercent } from './percent.ts';
import { digest } from './digest.ts';

/** Longer keys are told apart by a digest; shorter than any bound of a record. */
const MAX_KEY = 2048;
const MAX_SOURCE = 4096;
/** Of longer addresses nothing is read: a page could keep us busy with its parameters. */
const MAX_READ = 4096;

/** Null for what is no document that several people could open. */
export function parseAddress(text: string): URL | null {
  // Most pages claim nothing, and an exception takes longer than all the rest.
  if (text === '') return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (!['http:', 'https:', 'file:'].includes(url.protocol)) return null;
  return url.protocol === 'file:' || url.hostname !== '' ? url : null;
}

export function isTooLong({ href }: Pick<URL, 'href'>): boolean {
  return href.length > MAX_READ;
}

/** The address to keep with a note: it still leads there, without what is the reader's own. */
export function sourceOf(url: URL): string {
  // A path on somebody's disk tells their name, and leads nobody anywhere.
  if (url.protocol === 'file:') return `file:///${url.pathname.split('/').at(-1) ?? ''}`.slice(0, MAX_SOURCE);
  if (isTooLong(url)) return `${url.origin}/`;
  const path = withoutSession(url.pathname);
  const query = url.search.slice(1).split('&').filter(isOpen).join('&');
  const route = routeOf(url, (part) => (isOpen(part) ? part : ''));
  const source = url.origin + path + (query && `?${query}`) + (route && `#${route}`);
  // Cut off it would lead somewhere else.
  return source.length <= MAX_SOURCE ? source : `${url.origin}/`;
}

/**
 * One key an address: `//host/path?query#route`, or `urn:x-file:…` for a file of this disk. Of many notes that come at once most are
 * on pages that others of them are on, and to make a key takes longer than all else about where a note belongs.
 */
export function keyOf(address: URL): string {
  const { href } = address;
  if (lastKeys.size >= MOST_REMEMBERED) lastKeys.clear();
  const key = lastKeys.get(href) ?? madeKey(address);
  if (href.length <= MAX_KEY) lastKeys.set(href, key);
  return key;
}

/** Keys by the addresses that they were made of. */
const lastKeys = new Map<string, string>();
const MOST_REMEMBERED = 500;

function madeKey(address: URL): string {
  if (address.protocol === 'file:') return `urn:x-file:${digest(normalisePercent(address.pathname))}`;
  if (isTooLong(address)) return `//${bareHost(address.hostname)}/~${digest(address.href)}`;
  const url = knownForm(address);
  const port = url.port ? `:${url.port}` : '';
  const host = bareHost(url.hostname) + port;
  const path = normalisePercent(withoutSession(url.pathname));
  const query = parameters(url).map(written).join('&');
  const route = normalisePercent(routeOf(url));
  const key = `//${host}${path}${query && `?${query}`}${route && `#${route}`}`;
  return key.length <= MAX_KEY ? key : `//${host}/~${digest(key)}`;
}

export type Parameter = { name: string; value: string; purpose: Purpose };

/** The query in its normal form: sorted by name, without noise, secrets as digests. */
export function parameters({ search }: Pick<URL, 'search'>): Parameter[] {
  const all = search.slice(1).split('&').map(parameterOf);
  return all
    .filter(({ purpose, name, value }) => purpose !== 'noise' && name + value !== '')
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The host without `www.`, and without the dot of a fully qualified name. */
export function bareHost(hostname: string): string {
  return hostname.replace(/\.$/, '').replace(/^www\.(?=[^.]+\.)/, '');
}

/**
 * `#/path` and `#!path` are addresses of an application's pages, and so is a fragment that ends in
 * a long id (`#inbox/…`); any other is a place in one page. Empty for the application's start.
 */
export function routeOf({ hash }: Pick<URL, 'hash'>, write = writtenPart): string {
  const [fragment = ''] = hash.slice(1).split(':~:');
  if (!/^!?\/|^!|^[\w-]+\/(?=\w*\d)\w{16,}$/.test(fragment)) return '';
  const [path = '', ...rest] = fragment.split('?');
  const query = rest.join('?').split('&').map(write).filter(Boolean).join('&');
  const route = query ? `${path}?${query}` : path;
  return /^!?\/?$/.test(route) ? '' : route;
}

function parameterOf(part: string): Parameter {
  const at = part.indexOf('=');
  const name = formEncoded(at < 0 ? part : part.slice(0, at));
  const value = at < 0 ? '' : formEncoded(part.slice(at + 1));
  const purpose = purposeOf(name, value);
  // What is a digest already stays as it is: a key can be given its normal form again.
  const hide = purpose === 'secret' && !/^~[\da-f]{32}$/.test(value);
  return { name, value: hide ? `~${digest(value)}` : value, purpose };
}

function formEncoded(text: string): string {
  return normalisePercent(text).replaceAll('%20', '+');
}

function written({ name, value }: Parameter): string {
  return value === '' ? name : `${name}=${value}`;
}

function writtenPart(part: string): string {
  const parameter = parameterOf(part);
  return parameter.purpose === 'noise' ? '' : written(parameter);
}

function isOpen(part: string): boolean {
  const { purpose } = parameterOf(part);
  return part !== '' && (purpose === 'content' || purpose === 'view');
}

/** Java and PHP put it behind a semicolon, ASP.NET into a segment of its own. */
function withoutSession(path: string): string {
  return path.replace(/;(jsessionid|phpsessid|sid)=[^/;]*/gi, '').replace(/\/\((?:[A-Z]\([\w-]{20,}\))+\)(?=\/)/gi, '');
}
