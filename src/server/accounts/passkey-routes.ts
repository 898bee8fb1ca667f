/** The routes of passkeys (protocol/passkey.ts): made, listed and removed by who is signed in, and signing in by one. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { mayHavePasskeys } from '../../core/passkey-address.ts';
import { newPasskey, passkeyAssertion, passkeyChallenge, passkeyList, passkeyOptions } from '../../protocol/passkey.ts';
import { PATHS, session } from '../../protocol/sync.ts';
import { addressOf } from '../http/address.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import { deviceOf } from './device-name.ts';

export function passkeyRoutes(deps: Deps): Hono<EndpointEnv> {
  const { accounts, limits, isProxy, publicUrl } = deps;
  const { passkeys } = accounts;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  /** What passkeys are bound to: our name. */
  const rpId = (): string => {
    if (!mayHavePasskeys(publicUrl())) throw new HttpError('no_passkeys');
    return new URL(publicUrl()).hostname;
  };

  app.post(PATHS.passkeyOptions, signedIn, async (c) => {
    const { id, name } = c.get('account');
    const exclude = (await passkeys.of(id)).map(({ credential }) => credential);
    const options = { rpId: rpId(), challenge: await passkeys.challenge(id), user: { id, name }, exclude };
    return c.json(v.parse(passkeyOptions, options));
  });

  app.post(PATHS.passkeys, signedIn, async (c) => {
    const answer = await readJson(c, newPasskey);
    const device = deviceOf(c.req.header('user-agent'));
    if (!(await passkeys.add(c.get('account').id, answer, rpId(), device))) throw new HttpError('wrong_passkey');
    return c.body(null, 204);
  });

  app.get(PATHS.passkeys, signedIn, async (c) => {
    const found = await passkeys.of(c.get('account').id);
    const entries = found.map(({ id, created, used, device }) => {
      return { id, created: created.toISOString(), used: used?.toISOString() ?? null, device };
    });
    return c.json(v.parse(passkeyList, { passkeys: entries }));
  });

  app.delete(PATHS.onePasskey, signedIn, async (c) => {
    const passkey = pathId(c.req.param('passkey'));
    if (!(await passkeys.remove(c.get('account').id, passkey))) throw new HttpError('not_found');
    return c.body(null, 204);
  });

  app.post(PATHS.passkeySignInOptions, async (c) => {
    limits.signIns.take(addressOf(c, isProxy));
    return c.json(v.parse(passkeyChallenge, { rpId: rpId(), challenge: await passkeys.challenge(null) }));
  });

  app.post(PATHS.passkeySignIn, async (c) => {
    limits.signIns.take(addressOf(c, isProxy));
    const answer = await readJson(c, passkeyAssertion);
    const opened = await accounts.signInByPasskey(answer, rpId(), deviceOf(c.req.header('user-agent')));
    return c.json(v.parse(session, opened));
  });

  return app;
}
