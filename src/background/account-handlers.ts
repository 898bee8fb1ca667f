/** How our own pages sign in and out. One device holds the notes of one account at a time. */
import type { fromPages, Outcome } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Session } from '../protocol/sync.ts';
import type { Sender } from '../platform/messages.ts';
import { adoptAccount, forget, unsentWords } from '../store/account.ts';
import { readIdentity } from '../store/meta.ts';
import { adoptInstead } from '../store/take-along.ts';
import { endpointAt, endpointOrigin, type Result } from '../sync/endpoint.ts';
import { announceForgotten, type Background } from './background.ts';

type Asked = `account.${'guest' | 'signUp' | 'signIn' | 'signInByCode' | 'signInByPasskey' | 'signOut'}`;
export type AccountHandlers = Pick<Handlers<typeof fromPages, Sender>, Asked>;

const refuse = (code: string): Outcome => ({ ok: false, code });

export function accountHandlers(background: Background): AccountHandlers {
  const { db, syncer, sources, http, tell, report } = background;

  const begin = async (url: string, answer: Result<Session>): Promise<Outcome> => {
    if (!answer.ok) return refuse(answer.code);
    if (!(await adoptAccount(db, url, answer.value))) {
      await endpointAt(http, url, answer.value.token).signOut();
      return refuse('other-account');
    }
    return arrived();
  };

  const arrived = async (): Promise<Outcome> => {
    tell({ event: 'status' });
    tell({ event: 'notes', keys: null });
    await syncer.run();
    return { ok: true };
  };

  return {
    'account.guest': async ({ endpoint, name }) => {
      const url = endpointOrigin(endpoint);
      if (url === null) return refuse('not-endpoint');
      const me = await readIdentity(db);
      if (me.token !== null) return refuse('signed-in');
      // A new guest would be somebody else than the one whose notes are here.
      if (me.endpoint !== null) return refuse('other-account');
      return begin(url, await endpointAt(http, url, null).guest(name));
    },
    'account.signUp': async ({ endpoint, ...account }) => {
      const url = endpointOrigin(endpoint);
      if (url === null) return refuse('not-endpoint');
      const me = await readIdentity(db);
      if (me.token !== null && (me.email !== null || me.endpoint !== url)) return refuse('signed-in');
      if (me.token === null && me.endpoint !== null) return refuse('other-account');
      return begin(url, await endpointAt(http, url, me.token).signUp(account));
    },
    'account.signIn': async ({ endpoint, ...account }) => {
      const url = endpointOrigin(endpoint);
      if (url === null) return refuse('not-endpoint');
      const me = await readIdentity(db);
      if (me.token !== null) return refuse('signed-in');
      return begin(url, await endpointAt(http, url, null).signIn(account));
    },
    'account.signInByPasskey': async ({ endpoint, answer }) => {
      const url = endpointOrigin(endpoint);
      if (url === null) return refuse('not-endpoint');
      if ((await readIdentity(db)).token !== null) return refuse('signed-in');
      return begin(url, await endpointAt(http, url, null).signInByPasskey(answer));
    },
    'account.signInByCode': async ({ endpoint, code, takeAlong }) => {
      const url = endpointOrigin(endpoint);
      if (url === null) return refuse('not-endpoint');
      const me = await readIdentity(db);
      const isGuestHere = me.endpoint !== null && me.email === null;
      if (me.token !== null && !(takeAlong && isGuestHere)) return refuse('signed-in');
      // Before the code is used up.
      const goesOver = takeAlong && isGuestHere;
      if (goesOver && me.token !== null && (await unsentWords(db)) > 0) await syncer.run();
      if (goesOver && (await unsentWords(db)) > 0) return refuse('waiting');
      const answer = await endpointAt(http, url, null).signInByCode(code);
      if (!goesOver || !answer.ok) return begin(url, answer);
      if (!(await syncer.leave(() => adoptInstead(db, url, answer.value, sources)))) {
        await endpointAt(http, url, answer.value.token).signOut();
        return refuse('waiting');
      }
      if (me.endpoint !== null && me.token !== null) endpointAt(http, me.endpoint, me.token).signOut().catch(report);
      return arrived();
    },
    'account.signOut': async ({ discard }) => {
      const { endpoint, token } = await readIdentity(db);
      if (!discard && token !== null && (await unsentWords(db)) > 0) await syncer.run();
      if (!discard && (await unsentWords(db)) > 0) return refuse('waiting');
      if (!(await syncer.leave(() => forget(db, { discard }, sources)))) {
        // Something was written at the last moment.
        syncer.run().catch(report);
        return refuse('waiting');
      }
      if (endpoint !== null && token !== null) endpointAt(http, endpoint, token).signOut().catch(report);
      announceForgotten(background);
      return { ok: true };
    },
  };
}
