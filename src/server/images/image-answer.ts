/** A picture as it is answered, to extensions and on the endpoint's pages: as what it was found to be, and as nothing that can act. */
import type { Context } from 'hono';
import type { ImageId, ImageType } from '../../core/image.ts';
import type { EndpointEnv } from '../http/endpoint-env.ts';

/** It never changes, but who may see it does: a browser that has it asks each time whether it may still show it. */
const CACHE = 'private, no-cache';
/** Opened by itself it is a document: of nobody's origin, and without scripts. */
const POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

export function imageAnswer(
  c: Context<EndpointEnv>,
  id: ImageId,
  { type, body }: { type: ImageType; body: Uint8Array },
): Response {
  const tag = `"${id}"`;
  const headers = {
    'Content-Security-Policy': POLICY,
    'Cache-Control': CACHE,
    ETag: tag,
    'Content-Disposition': 'inline',
  };
  if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers);
  return c.body(Uint8Array.from(body), 200, { ...headers, 'Content-Type': type });
}
