/**
 * What our own pages ask about notes that harm and about members. The endpoint does it at once or says why not: nothing of it
 * waits on this device, where it might come out of the outbox when nobody means it any more.
 */
import type { fromPages, Outcome } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import type { Endpoint, Result } from '../sync/endpoint.ts';
import type { Background } from './background.ts';
import { currentEndpoint } from './current-endpoint.ts';

type Asked = 'note.report' | 'note.hide' | 'note.show' | `reports.${string}` | `member.${string}`;
export type SafetyHandlers = Pick<Handlers<typeof fromPages, Sender>, Extract<keyof typeof fromPages, Asked>>;

export function safetyHandlers(background: Background): SafetyHandlers {
  const { syncer } = background;

  const ask = async <T>(work: (endpoint: Endpoint) => Promise<Result<T>>) => {
    const account = await currentEndpoint(background);
    return account.ok ? work(account.endpoint) : account;
  };
  /** What the endpoint did is here when this answers. */
  const change = async (work: (endpoint: Endpoint) => Promise<Result<null>>): Promise<Outcome> => {
    const answer = await ask(work);
    if (!answer.ok) return { ok: false, code: answer.code };
    await syncer.run();
    return { ok: true };
  };

  return {
    'note.report': async ({ group, note, reason }) => {
      const answer = await ask((endpoint) => endpoint.report(group, note, reason));
      return answer.ok ? { ok: true, ...answer.value } : { ok: false, code: answer.code };
    },
    'note.hide': ({ group, note, reason }) => change((endpoint) => endpoint.hide(group, note, reason)),
    'note.show': ({ group, note }) => change((endpoint) => endpoint.show(group, note)),
    'reports.list': async ({ group }) => {
      const answer = await ask((endpoint) => endpoint.reports(group));
      return answer.ok ? { ok: true, ...answer.value } : { ok: false, code: answer.code };
    },
    'reports.dismiss': ({ group, note }) => change((endpoint) => endpoint.dismissReports(group, note)),
    'member.setRole': ({ group, member, role }) => change((endpoint) => endpoint.setRole(group, member, role)),
    'member.remove': ({ group, member, block }) => change((endpoint) => endpoint.removeMember(group, member, block)),
    'member.unblock': ({ group, member }) => change((endpoint) => endpoint.unblock(group, member)),
  };
}
