/**
 * What somebody signed in does with their own account (protocol/account.ts): sees and ends its
 * sessions, lets one more device in, and ends it. No other account can be named here at all.
 */
import { Hono } from 'hono';
import * as v from 'valibot';
import { deleteAccountRequest, deviceCode, deviceSignInRequest, sessionList } from '../../protocol/account.ts';
import { PATHS, session } from '../../protocol/sync.ts';
import { printedCode } from '../codes.ts';
import { addressOf } from '../http/address.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import { accountFate } from './account-fate.ts';
import type { Account, OpenSession } from './accounts.ts';
import { deleteAccount } from './delete-account.ts';
import { deviceOf } from './device-name.ts';

export function ownAccountRoutes(deps: Deps): Hono<EndpointEnv> {
  const { accounts, storage, administration, hub, limits, isProxy, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  /** What was opened with a session hears of its end at once. */
  const end = async (account: Account, ending: readonly Pick<OpenSession, 'token'>[]): Promise<void> => {
    for (const { token } of ending) {
      await accounts.signOut(token);
      hub.signedOut(account.id, token);
    }
  };

  app.get(PATHS.sessions, signedIn, async (c) => {
    const open = await accounts.sessions(c.get('account').id);
    const sessions = open.map(({ id, token, created, used, device }) => {
      const current = token === c.get('token');
      return { id, created: created.toISOString(), used: used.toISOString(), device, current };
    });
    return c.json(v.parse(sessionList, { sessions }));
  });

  const endOthers = async (account: Account, own: string): Promise<void> => {
    const open = await accounts.sessions(account.id);
    await end(
      account,
      open.filter(({ token }) => token !== own),
    );
  };

  app.delete(PATHS.sessions, signedIn, async (c) => {
    await endOthers(c.get('account'), c.get('token'));
    return c.body(null, 204);
  });

  app.delete(PATHS.oneSession, signedIn, async (c) => {
    const account = c.get('account');
    const id = pathId(c.req.param('session'));
    // Searched for among one's own only: another's is not there.
    const found = (await accounts.sessions(account.id)).find((one) => one.id === id);
    if (!found) throw new HttpError('not_found');
    await end(account, [found]);
    return c.body(null, 204);
  });

  app.post(PATHS.deviceCode, signedIn, async (c) => {
    limits.codesIssued.take(c.get('account').id);
    const { code, expires } = await accounts.issueCode(c.get('token'));
    return c.json(v.parse(deviceCode, { code: printedCode(code), expires: expires.toISOString() }));
  });

  app.post(PATHS.deviceSignIn, async (c) => {
    limits.codesEntered.take(addressOf(c, isProxy));
    const { code } = await readJson(c, deviceSignInRequest, { code: 'wrong_device_code' });
    const opened = await accounts.signInByCode(code, deviceOf(c.req.header('user-agent')));
    return c.json(v.parse(session, opened));
  });

  app.get(PATHS.account, signedIn, async (c) => {
    const { id } = c.get('account');
    const fate = await accountFate({ storage, administration: await administration() }, id);
    return c.json({ ...fate, password: await accounts.hasPassword(id) });
  });

  app.delete(PATHS.account, signedIn, async (c) => {
    const { account, token } = c.var;
    const { password } = await readJson(c, deleteAccountRequest);
    if (await accounts.hasPassword(account.id)) {
      limits.passwords.take(account.id);
      if (!(await accounts.isPassword(account.id, password ?? ''))) throw new HttpError('wrong_password');
    }
    // Its own one last: what is cut off can be asked for again.
    await endOthers(account, token);
    const { changes, heirs } = await deleteAccount(
      { storage, administration: await administration() },
      account.id,
      now(),
    );
    await end(account, [{ token }]);
    hub.announce(changes);
    for (const heir of heirs) hub.groupsChanged(heir);
    return c.body(null, 204);
  });

  return app;
}
