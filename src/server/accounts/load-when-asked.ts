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
    guest: async (...asked) => (await loaded()).guest(...asked),
    signUp: async (...asked) => (await loaded()).signUp(...asked),
    signIn: async (...asked) => (await loaded()).signIn(...asked),
    signOut: async (...asked) => (await loaded()).signOut(...asked),
    whoIs: async (...asked) => (await loaded()).whoIs(...asked),
    sessions: async (...asked) => (await loaded()).sessions(...asked),
    issueCode: async (...asked) => (await loaded()).issueCode(...asked),
    signInByCode: async (...asked) => (await loaded()).signInByCode(...asked),
    passkeys: {
      challenge: async (...asked) => (await loaded()).passkeys.challenge(...asked),
      of: async (...asked) => (await loaded()).passkeys.of(...asked),
      add: async (...asked) => (await loaded()).passkeys.add(...asked),
      remove: async (...asked) => (await loaded()).passkeys.remove(...asked),
      accountOf: async (...asked) => (await loaded()).passkeys.accountOf(...asked),
    },
    signInByPasskey: async (...asked) => (await loaded()).signInByPasskey(...asked),
    oidc: {
      begin: async (...asked) => (await loaded()).oidc.begin(...asked),
      end: async (...asked) => (await loaded()).oidc.end(...asked),
      codeFor: async (...asked) => (await loaded()).oidc.codeFor(...asked),
    },
    hasPassword: async (...asked) => (await loaded()).hasPassword(...asked),
    isPassword: async (...asked) => (await loaded()).isPassword(...asked),
  };
}
