/** The routes of groups (protocol/sync.ts): join, invitation, leave. */
import { Hono } from 'hono';
import { PATHS, joinRequest } from '../../protocol/sync.ts';
import { addressOf } from '../http/address.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { groupId } from '../http/group-id.ts';
import { readJson } from '../http/read-json.ts';
import { invite, join, leave } from './groups.ts';
import { printedCode } from './invitation.ts';

export function groupRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, hub, limits, publicUrl, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  app.post(PATHS.join, signedIn, async (c) => {
    const account = c.get('account');
    limits.codesByAddress.take(addressOf(c));
    limits.codes.take(account.id);
    const { joined, changes } = await join(
      storage,
      account,
      await readJson(c, joinRequest, { code: 'wrong_code' }),
      now(),
    );
    hub.announce(changes);
    if (changes.length > 0) hub.groupsChanged(account.id);
    return c.json(joined);
  });

  app.post(PATHS.invitation, signedIn, async (c) => {
    const code = await invite(storage, c.get('account'), groupId(c.req.param('id')));
    return c.json({ code: printedCode(code), url: `${publicUrl()}/j/${code}` });
  });

  app.delete(PATHS.membership, signedIn, async (c) => {
    const account = c.get('account');
    hub.announce(await leave(storage, account, groupId(c.req.param('id')), now()));
    hub.groupsChanged(account.id);
    return c.body(null, 204);
  });

  return app;
}
