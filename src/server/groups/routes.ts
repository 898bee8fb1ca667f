/** The routes of groups (protocol/sync.ts): join, invitation, leave, people's roles, and the log of moderation. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { moderationQuery } from '../../protocol/moderation.ts';
import { removalQuery } from '../../protocol/safety.ts';
import { PATHS, joinRequest, roleRequest } from '../../protocol/sync.ts';
import { printedCode } from '../codes.ts';
import { addressOf } from '../http/address.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import { endInvitation, invite, join } from './groups.ts';
import { readModeration } from './moderation.ts';
import { removeMember, setRole, unblock } from './people.ts';
import type { PeopleChange, Person } from './people.ts';

export function groupRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, hub, limits, isProxy, publicUrl, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  const tell = ({ changes, people }: PeopleChange): void => {
    hub.announce(changes);
    for (const person of people) hub.groupsChanged(person);
  };

  app.post(PATHS.join, signedIn, async (c) => {
    const account = c.get('account');
    limits.codesByAddress.take(addressOf(c, isProxy));
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
    const code = await invite(storage, c.get('account'), pathId(c.req.param('id')));
    return c.json({ code: printedCode(code), url: `${publicUrl()}/j/${code}` });
  });

  app.delete(PATHS.invitation, signedIn, async (c) => {
    hub.announce(await endInvitation(storage, c.get('account'), pathId(c.req.param('id')), now()));
    return c.body(null, 204);
  });

  app.delete(PATHS.membership, signedIn, async (c) => {
    const account = c.get('account');
    const self = { group: pathId(c.req.param('id')), member: account.id };
    tell(await removeMember(storage, account, self, now()));
    return c.body(null, 204);
  });

  app.put(PATHS.member, signedIn, async (c) => {
    const { role } = await readJson(c, roleRequest);
    tell(await setRole(storage, c.get('account'), { ...personOf(c.req.param()), role }, now()));
    return c.body(null, 204);
  });

  app.delete(PATHS.member, signedIn, async (c) => {
    const account = c.get('account');
    const query = v.safeParse(removalQuery, c.req.query());
    if (!query.success) throw new HttpError('bad_request');
    const meant = { ...personOf(c.req.param()), block: query.output.block === 'yes' };
    const { changes, people } = await removeMember(storage, account, meant, now());
    hub.announce(changes);
    for (const person of people) {
      if (person === account.id) hub.groupsChanged(person);
      else hub.removed(person);
    }
    return c.body(null, 204);
  });

  app.delete(PATHS.block, signedIn, async (c) => {
    hub.announce(await unblock(storage, c.get('account'), personOf(c.req.param()), now()));
    return c.body(null, 204);
  });

  app.get(PATHS.moderation, signedIn, async (c) => {
    const query = v.safeParse(moderationQuery, c.req.query());
    if (!query.success) throw new HttpError('bad_request');
    const group = pathId(c.req.param('id'));
    return c.json(await readModeration(storage, c.get('account'), group, query.output.before));
  });

  return app;
}

function personOf({ id, member }: { id: string; member: string }): Person {
  return { group: pathId(id), member: pathId(member) };
}
