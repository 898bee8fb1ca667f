/** The routes of accounts (protocol/sync.ts): guest, sign-up, sign-in, sign-out. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { PATHS, guestRequest, session, signInRequest, signUpRequest } from '../../protocol/sync.ts';
import { addressOf } from '../http/address.ts';
import { authenticate, bearerToken } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { readJson } from '../http/read-json.ts';
import { deviceOf } from './device-name.ts';

export function accountRoutes(deps: Deps): Hono<EndpointEnv> {
  const { accounts, hub, limits, isProxy } = deps;
  const app = new Hono<EndpointEnv>();

  app.post(PATHS.guest, async (c) => {
    limits.accounts.take(addressOf(c, isProxy));
    const { name } = await readJson(c, guestRequest);
    return c.json(v.parse(session, await accounts.guest(checkedName(name), deviceOf(c.req.header('user-agent')))));
  });

  app.post(PATHS.signUp, async (c) => {
    limits.accounts.take(addressOf(c, isProxy));
    const request = await readJson(c, signUpRequest, { password: 'weak_password' });
    const hasToken = c.req.header('authorization') !== undefined;
    const token = bearerToken(c);
    // A new account beside the guest's notes would look like losing them.
    if (hasToken && token === null) throw new HttpError('unauthorised');
    return c.json(
      await accounts.signUp(
        { ...request, name: checkedName(request.name) },
        token,
        deviceOf(c.req.header('user-agent')),
      ),
    );
  });

  app.post(PATHS.signIn, async (c) => {
    const request = await readJson(c, signInRequest);
    const address = addressOf(c, isProxy);
    limits.signIns.take(address);
    limits.passwords.take(`${address} ${request.email.toLowerCase()}`);
    return c.json(await accounts.signIn(request, deviceOf(c.req.header('user-agent'))));
  });

  app.post(PATHS.signOut, authenticate(deps), async (c) => {
    await accounts.signOut(c.get('token'));
    hub.signedOut(c.get('account').id, c.get('token'));
    return c.body(null, 204);
  });

  return app;
}

/** A name is kept as plain text in the database: no character in it may be none. */
function checkedName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!name.isWellFormed() || /[\u0000-\u001f\u007f]/.test(name)) throw new HttpError('invalid');
  return name;
}
