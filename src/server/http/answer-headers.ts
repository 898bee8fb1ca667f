/**
 * The headers that every answer has, as Node takes them: one flat list of names and values. Apart from
 * who sets them: Hono's middleware (hygiene.ts), and what answers before Hono is asked.
 */
import { isExtension } from './origin.ts';

/** JSON is no document: nothing in it may load, frame or run. Pages set their own policy. */
const HEADERS = [
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control',
  'no-store',
  'X-Content-Type-Options',
  'nosniff',
  'X-Frame-Options',
  'DENY',
  'Referrer-Policy',
  'no-referrer',
  'Cross-Origin-Resource-Policy',
  'same-origin',
  'Cross-Origin-Opener-Policy',
  'same-origin',
];
const YEAR = 31_536_000;
const OVER_TLS = ['Strict-Transport-Security', `max-age=${YEAR}`];

export function answerHeaders(requestId: string, publicUrl: string): string[] {
  const list = [...HEADERS, 'X-Request-Id', requestId];
  return publicUrl.startsWith('https:') ? [...list, ...OVER_TLS] : list;
}

const FOR_NOBODY = ['Vary', 'Origin'];
const ON_PREFLIGHT = [
  'Access-Control-Allow-Methods',
  'GET, POST, PUT, DELETE',
  'Access-Control-Allow-Headers',
  'Authorization, Content-Type',
  'Access-Control-Max-Age',
  '3600',
];

/** Extensions may read an answer from their own origin; no web page may. */
export function originHeaders(origin: string | undefined, isPreflight: boolean): readonly string[] {
  if (origin === undefined || !isExtension(origin)) return FOR_NOBODY;
  const allowed = ['Access-Control-Allow-Origin', origin, 'Access-Control-Expose-Headers', 'Retry-After, X-Request-Id'];
  return [...FOR_NOBODY, ...allowed, ...(isPreflight ? ON_PREFLIGHT : [])];
}

const FOR_ALL = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'Hypothesis-Media-Type, Retry-After, X-Request-Id',
];
const ON_OPEN_PREFLIGHT = [
  'Access-Control-Allow-Methods',
  'HEAD, GET, PATCH, POST, PUT, DELETE',
  'Access-Control-Allow-Headers',
  'Authorization, Content-Type, Hypothesis-Client-Version, X-Client-Id',
  'Access-Control-Max-Age',
  '3600',
];

/** Tools in web pages ask from any origin: they come with a token of their user's, and no browser adds one by itself. */
export function openHeaders(isPreflight: boolean): readonly string[] {
  return [...FOR_ALL, ...(isPreflight ? ON_OPEN_PREFLIGHT : [])];
}
