/**
 * What every answer of the Web Annotation Protocol has (§3 and §4.1), refusals too: what kind of resource it is, what can be done
 * with it, and that pages of every origin may ask. They may, since only a token in a header opens anything here, and no
 * browser sends one by itself.
 */
import type { MiddlewareHandler } from 'hono';
import { JSON_LD_TYPE } from './negotiate.ts';
import type { EndpointEnv } from '../http/endpoint-env.ts';
import { setHeaders } from '../http/set-headers.ts';

const CONTAINER_LINKS = [
  '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"',
  '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"',
].join(', ');
const ANNOTATION_LINKS = [
  '<http://www.w3.org/ns/ldp#Resource>; rel="type"',
  '<http://www.w3.org/ns/oa#Annotation>; rel="type"',
].join(', ');

export const CONTAINER_METHODS = 'GET, HEAD, OPTIONS, POST';
export const PAGE_METHODS = 'GET, HEAD, OPTIONS';
export const ANNOTATION_METHODS = 'GET, HEAD, OPTIONS, PUT, DELETE';

const CROSS_ORIGIN = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'Allow, Accept-Post, Content-Location, Content-Type, ETag, Link, Location, Preference-Applied, Retry-After, Vary, X-Request-Id',
];
const PREFLIGHT = [
  'Access-Control-Allow-Methods',
  'GET, HEAD, OPTIONS, POST, PUT, DELETE',
  'Access-Control-Allow-Headers',
  'Accept, Authorization, Content-Type, If-Match, If-None-Match, Prefer, Slug',
  'Access-Control-Max-Age',
  '3600',
];

/** Answers OPTIONS as well, alike for what is there and what is not. */
export const annotationHeaders: MiddlewareHandler<EndpointEnv> = async (c, next) => {
  const isContainer = c.req.path.endsWith('/');
  const isPage = isContainer && c.req.query('page') !== undefined;
  const methods = isPage ? PAGE_METHODS : isContainer ? CONTAINER_METHODS : ANNOTATION_METHODS;
  setHeaders(c, [
    'Vary',
    'Accept, Prefer',
    'Allow',
    methods,
    'Link',
    isContainer ? CONTAINER_LINKS : ANNOTATION_LINKS,
    ...(isContainer ? ['Accept-Post', JSON_LD_TYPE] : []),
    ...CROSS_ORIGIN,
  ]);
  c.set('isOpen', true);
  if (c.req.method !== 'OPTIONS') return next();
  setHeaders(c, PREFLIGHT);
  return c.body(null, 200);
};
