/** What our own pages ask about feeds of groups: the endpoint alone has them, so nothing of it waits on this device. */
import type { fromPages } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/rpc.ts';
import type { Endpoint, Result } from '../sync/endpoint.ts';
import type { Background } from './background.ts';
import { currentEndpoint } from './current-endpoint.ts';

export type FeedHandlers = Pick<Handlers<typeof fromPages, Sender>, Extract<keyof typeof fromPages, `feed.${string}`>>;

export function feedHandlers(background: Background): FeedHandlers {
  const ask = async <T>(work: (endpoint: Endpoint) => Promise<Result<T>>) => {
    const account = await currentEndpoint(background);
    const answer = account.ok ? await work(account.endpoint) : account;
    return answer.ok ? { ok: true as const, ...answer.value } : { ok: false as const, code: answer.code };
  };
  return {
    'feed.state': ({ group }) => ask((endpoint) => endpoint.feed(group)),
    'feed.make': ({ group }) => ask((endpoint) => endpoint.makeFeed(group)),
    'feed.end': ({ group }) => ask((endpoint) => endpoint.endFeed(group)),
  };
}
