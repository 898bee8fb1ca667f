/** What our own pages ask about accounts beside signing in and out: how one does at an endpoint, other devices, passkeys, tokens for tools, and the end. */
import type { Sender } from '../platform/messages.ts';
import type { fromPages, Outcome } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import { forget } from '../store/account.ts';
import { readIdentity } from '../store/meta.ts';
import { endpointAt, endpointOrigin, type Endpoint, type Result } from '../sync/endpoint.ts';
import { announceForgotten, type Background } from './background.ts';

type Asked =
  | `account.${'sessions' | 'signInWays' | 'endSessions' | 'deviceCode' | 'fate' | 'delete'}`
  | `passkey.${string}`
  | `token.${string}`;
export type OwnAccountHandlers = Pick<Handlers<typeof fromPages, Sender>, Extract<keyof typeof fromPages, Asked>>;

type Own<T> = { ok: true; value: T } | { ok: false; code: string };

const outcomeOf = (answer: Own<unknown>): Outcome => (answer.ok ? { ok: true } : answer);
export function ownAccountHandlers(background: Background): OwnAccountHandlers {
  const { db, syncer, sources, http } = background;
  /** Asks the endpoint about the account that is signed in here. */
  const own = async <T>(ask: (endpoint: Endpoint) => Promise<Result<T>>): Promise<Own<T>> => {
    const { endpoint, token } = await readIdentity(db);
    if (endpoint === null || token === null) return { ok: false, code: 'signed-out' };
    const answer = await ask(endpointAt(http, endpoint, token));
    return answer.ok ? { ok: true, value: answer.value } : { ok: false, code: answer.code };
  };

  return {
    'account.sessions': async () => {
      const answer = await own((endpoint) => endpoint.sessions());
      return answer.ok ? { ok: true, ...answer.value } : answer;
    },
    'account.endSessions': async ({ session }) =>
      outcomeOf(await own((to) => (session === null ? to.endOtherSessions() : to.endSession(session)))),
    'account.deviceCode': async () => {
      const answer = await own((endpoint) => endpoint.deviceCode());
      return answer.ok ? { ok: true, ...answer.value } : answer;
    },
    'account.signInWays': async ({ endpoint }) => {
      const url = endpointOrigin(endpoint);
      if (url === null) return { ok: false, code: 'not-endpoint' };
      const answer = await endpointAt(http, url, null).signInWays();
      return answer.ok ? { ok: true, ...answer.value } : { ok: false, code: answer.code };
    },
    'passkey.challenge': async ({ endpoint }) => {
      const url = endpointOrigin(endpoint);
      if (url === null) return { ok: false, code: 'not-endpoint' };
      const answer = await endpointAt(http, url, null).passkeyChallenge();
      return answer.ok ? { ok: true, ...answer.value } : { ok: false, code: answer.code };
    },
    'passkey.options': async () => {
      const answer = await own((endpoint) => endpoint.passkeyOptions());
      return answer.ok ? { ok: true, ...answer.value } : answer;
    },
    'passkey.add': async (made) => outcomeOf(await own((endpoint) => endpoint.addPasskey(made))),
    'passkey.list': async () => {
      const answer = await own((endpoint) => endpoint.passkeys());
      return answer.ok ? { ok: true, ...answer.value } : answer;
    },
    'passkey.remove': async ({ passkey }) => outcomeOf(await own((endpoint) => endpoint.removePasskey(passkey))),
    'token.list': async () => {
      const answer = await own((endpoint) => endpoint.tokens());
      return answer.ok ? { ok: true, ...answer.value } : answer;
    },
    'token.make': async ({ name }) => {
      const answer = await own((endpoint) => endpoint.makeToken(name));
      return answer.ok ? { ok: true, ...answer.value } : answer;
    },
    'token.end': async ({ token }) => outcomeOf(await own((endpoint) => endpoint.endToken(token))),
    'account.fate': async () => {
      const answer = await own((endpoint) => endpoint.accountFate());
      return answer.ok ? { ok: true, fate: answer.value } : answer;
    },
    'account.delete': async ({ password }) => {
      const answer = await own((endpoint) => endpoint.deleteAccount(password));
      if (!answer.ok) return answer;
      await syncer.leave(() => forget(db, { discard: true }, sources));
      announceForgotten(background);
      return { ok: true };
    },
  };
}
