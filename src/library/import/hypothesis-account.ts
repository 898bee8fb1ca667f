/**
 * Fetches all notes of an account of Hypothesis (https://h.readthedocs.io/en/latest/api-reference/v1/). Its address is the only
 * one asked, and the token is in no place but the header of these requests.
 */
import * as v from 'valibot';
import { MAX_NOTES } from '../../core/import/imported.ts';
import { isNestedTooDeeply } from '../../core/nesting.ts';

export const HYPOTHESIS_API = 'https://api.hypothes.is/api';

const PAGE = 200;

/** `file`: as their export would have them. */
export type Fetched = { ok: true; file: Blob } | { ok: false; why: 'token' | 'unreachable' };

export type FetchPorts = {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** How many are here, and of how many. */
  tell: (done: number, of: number) => void;
  signal: AbortSignal;
};

const profile = v.looseObject({ userid: v.nullable(v.string()) });
const page = v.looseObject({
  total: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  rows: v.array(v.looseObject({ updated: v.string() })),
});

/** @throws the signal's reason when it was called off */
export async function fetchAccount(
  token: string,
  { fetch, tell, signal }: FetchPorts,
  api = HYPOTHESIS_API,
): Promise<Fetched> {
  const ask = async (path: string): Promise<unknown> => {
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
    const answer = await fetch(api + path, {
      headers,
      signal,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    if (answer.status === 401) return null;
    return answer.ok ? await answer.json() : undefined;
  };

  try {
    const answer = await ask('/profile');
    const me = v.safeParse(profile, answer);
    // To a token that they do not know they speak as to nobody, or not at all.
    if (answer === null || (me.success && me.output.userid === null)) return { ok: false, why: 'token' };
    if (!me.success || me.output.userid === null) return { ok: false, why: 'unreachable' };
    // A page of them at a time: written or read all at once, the screen would stand still.
    const pieces: string[] = [];
    let count = 0;
    let after = '';
    for (;;) {
      const query = new URLSearchParams({ user: me.output.userid, limit: String(PAGE), sort: 'updated', order: 'asc' });
      if (after !== '') query.set('search_after', after);
      const found = v.safeParse(page, await ask(`/search?${query}`));
      if (!found.success) return { ok: false, why: 'unreachable' };
      const { rows, total } = found.output;
      if (rows.length > 0) pieces.push(rows.map(written).join());
      count += rows.length;
      tell(count, Math.max(count, total));
      const last = rows.at(-1)?.updated;
      // A page may be short while there are more; only an empty one is the end.
      if (last === undefined || last === after || count > MAX_NOTES) {
        const between = pieces.map((piece, at) => (at === 0 ? piece : `,${piece}`));
        return { ok: true, file: new Blob(['{"annotations":[', ...between, ']}']) };
      }
      after = last;
    }
  } catch {
    signal.throwIfAborted();
    return { ok: false, why: 'unreachable' };
  }
}

/** One that is nested too deeply to be written is none that is taken either: it is told of by its place. */
function written(row: unknown): string {
  return isNestedTooDeeply(row) ? 'null' : JSON.stringify(row);
}
