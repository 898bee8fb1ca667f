/** The endpoint that this device is signed in to, for what can be asked of it only while it is there. */
import { readIdentity } from '../store/meta.ts';
import { endpointAt, type Endpoint } from '../sync/endpoint.ts';
import type { Background } from './background.ts';

export type Current = { ok: true; endpoint: Endpoint } | { ok: false; code: string };

/** Or the code of why there is none. */
export async function currentEndpoint({ db, http }: Pick<Background, 'db' | 'http'>): Promise<Current> {
  const { endpoint, token } = await readIdentity(db);
  if (endpoint === null) return { ok: false, code: 'no-endpoint' };
  return token === null ? { ok: false, code: 'signed-out' } : { ok: true, endpoint: endpointAt(http, endpoint, token) };
}
