/** The routes of webhooks (protocol/webhooks.ts), for the hosts of a group. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { newId, type Id } from '../../core/id.ts';
import { may } from '../../core/permission.ts';
import { groupRow } from '../../core/record.ts';
import { PATHS } from '../../protocol/sync.ts';
import { madeWebhook, newWebhook, webhookList, webhookTested, type Webhook } from '../../protocol/webhooks.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import type { StoredWebhook } from '../storage/webhooks.ts';
import { groupNamed } from './events.ts';
import { addWebhook, removeWebhook, resumeWebhook } from './keep.ts';
import { wrongWithUrl } from './public-address.ts';
import { send } from './send.ts';

const MOST = 5;

export function webhookRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, webhooks, hub, webhooksMayBePrivate: isPrivateAllowed, limits, publicUrl, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  /** The group of the address, of which who asks is a host. Throws `not_found`, or `forbidden`. */
  const hostedGroup = async (c: Context<EndpointEnv>): Promise<Id> => {
    const group = pathId(c.req.param('id') ?? '');
    const { id: user } = c.get('account');
    const membership = await storage.membership(group, user);
    if (membership?.status !== 'active') throw new HttpError('not_found');
    if (!may({ user, role: membership.role }, { verb: 'group.edit' })) throw new HttpError('forbidden');
    const { fields } = v.parse(groupRow, JSON.parse((await storage.record(group, group))?.body ?? 'null'));
    if (fields.personal) throw new HttpError('forbidden');
    return group;
  };
  const hookOf = async (c: Context<EndpointEnv>): Promise<StoredWebhook> => {
    const found = await webhooks.find(await hostedGroup(c), pathId(c.req.param('webhook') ?? ''));
    if (!found) throw new HttpError('not_found');
    return found;
  };

  app.get(PATHS.webhooks, signedIn, async (c) => {
    const found = await webhooks.of(await hostedGroup(c));
    const list: Webhook[] = [];
    for (const { group, id, url, created, disabled, maker } of found) {
      const attempts = (await webhooks.log(group, id)).map(({ at, ...others }) => ({ at: instantOf(at), ...others }));
      list.push({ id, url, created: instantOf(created), disabled, maker, attempts });
    }
    return c.json(v.parse(webhookList, { webhooks: list }));
  });

  app.post(PATHS.webhooks, signedIn, async (c) => {
    const group = await hostedGroup(c);
    const { url } = await readJson(c, newWebhook);
    const wrong = wrongWithUrl(url, isPrivateAllowed);
    if (wrong !== null) throw new HttpError('bad_webhook', null, wrong);
    const [id, secret] = [newId(now(), randomBytes), randomBytes(32).toString('base64url')];
    const changes = await addWebhook(
      storage,
      { group, host: c.get('account').id },
      { id, url, secret },
      { most: MOST, now: now() },
    );
    if (changes === null) throw new HttpError('bad_webhook', null, `A group has ${MOST} webhooks at most.`);
    hub.announce(changes);
    return c.json(v.parse(madeWebhook, { id, secret }));
  });

  app.put(PATHS.oneWebhook, signedIn, async (c) => {
    const { group, id } = await hookOf(c);
    hub.announce(await resumeWebhook(storage, { group, host: c.get('account').id }, id, now()));
    return c.body(null, 204);
  });

  app.delete(PATHS.oneWebhook, signedIn, async (c) => {
    const { group, id } = await hookOf(c);
    hub.announce(await removeWebhook(storage, { group, host: c.get('account').id }, id, now()));
    return c.body(null, 204);
  });

  app.post(PATHS.webhookTest, signedIn, async (c) => {
    const { group, id, url, secret } = await hookOf(c);
    // Each makes the endpoint ask another machine.
    limits.webhookTests.take(group);
    const body = JSON.stringify({ group: await groupNamed(storage, publicUrl(), group), events: [] });
    const at = now();
    const sent = await send({ url, secret, body, delivery: `${id}-test-${at}`, now: at, isPrivateAllowed });
    await webhooks.note(group, id, { at, ...sent });
    return c.json(v.parse(webhookTested, sent));
  });

  return app;
}

function instantOf(time: number): string {
  return new Date(time).toISOString();
}
