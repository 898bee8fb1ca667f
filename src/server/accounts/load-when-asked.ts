/**
 * Accounts that are loaded at the first question about them: better-auth and Kysely are half of
 * the endpoint's start and a third of its memory, and an endpoint nobody talks to needs neither.
 */
import type { Accounts } from './accounts.ts';

/** @param load asked once; again only after it has failed */
export function loadWhenAsked(load: () => Promise<Accounts>): Accounts {
  let loading: Promise<Accounts> | null = null;
  const loaded = (): Promise<Accounts> => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };

  return {
    guest: async (name) => (await loaded()).guest(name),
    signUp: async (request, token) => (await loaded()).signUp(request, token),
    signIn: async (request) => (await loaded()).signIn(request),
    signOut: async (token) => (await loaded()).signOut(token),
    whoIs: async (token) => (await loaded()).whoIs(token),
  };
}
