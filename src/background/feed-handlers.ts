/** What our own pages ask about feeds and webhooks of groups: the endpoint alone has them, so nothing of it waits on this device. */
import type { fromPages } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import type { Endpoint, Result } from '../sync/endpoint.ts';
import type { Background } from './background.ts';
import { currentEndpoint } from './current-endpoint.ts';

export type FeedHandlers = Pick<
  Handlers<typeof fromPages, Sender>,
  Extract<keyof typeof fromPages, `feed.${string}` | `webhook.${string}`>
>;

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
    'webhook.list': ({ group }) => ask((endpoint) => endpoint.webhooks(group)),
    'webhook.add': ({ group, url }) => ask((endpoint) => endpoint.addWebhook(group, url)),
    'webhook.test': ({ group, webhook }) => ask((endpoint) => endpoint.testWebhook(group, webhook)),
    'webhook.enable': ({ group, webhook }) => ask((endpoint) => endpoint.enableWebhook(group, webhook)),
    'webhook.remove': ({ group, webhook }) => ask((endpoint) => endpoint.removeWebhook(group, webhook)),
  };
}
