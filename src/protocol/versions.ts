/**
 * Which versions of the sync protocol each side speaks, and whether they can talk. A side that
 * learns a new version goes on speaking the one before it, so that extension and endpoint need not
 * be updated on the same day (ADR 0022).
 */
import * as v from 'valibot';

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** All versions from `oldest` to `newest`. */
export const spoken = v.object({ oldest: version, newest: version });
export type Spoken = v.InferOutput<typeof spoken>;

/** What this code speaks. */
export const SPOKEN: Spoken = { oldest: 1, newest: 1 };

/** The version both speak, or which side is too old and must be updated. */
export type Agreement = { ok: true; version: number } | { ok: false; behind: 'client' | 'endpoint' };

export function agree(client: Spoken, endpoint: Spoken): Agreement {
  if (client.newest < endpoint.oldest) return { ok: false, behind: 'client' };
  if (endpoint.newest < client.oldest) return { ok: false, behind: 'endpoint' };
  return { ok: true, version: Math.min(client.newest, endpoint.newest) };
}

/** As a client says it in an address: `1-2`. Requests without it are of the first version. */
export function spokenText({ oldest, newest }: Spoken): string {
  return `${oldest}-${newest}`;
}

export const spokenQuery = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,4}-\d{1,4}$/),
    v.transform((text) => {
      const [oldest = 1, newest = 1] = text.split('-').map(Number);
      return { oldest, newest };
    }),
  ),
  '1-1',
);
