/**
 * Single sign-on (ADR 0028): a tab goes to the provider and comes back to a page that shows a code, which
 * is typed into the extension. The tab that comes back must be the one that went, by a cookie of the ceremony's own.
 */
import { Hono } from 'hono';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import { signInWays } from '../../protocol/account.ts';
import { PATHS } from '../../protocol/sync.ts';
import { printedCode } from '../codes.ts';
import { addressOf } from '../http/address.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { PAGE_HEADERS } from '../pages/layout.ts';
import { codePage, failedPage, notBegunPage, refusedPage } from '../pages/single-sign-on.ts';
import { CEREMONY_MS } from './oidc-ceremonies.ts';

const COOKIE = 'commonplace-sign-in';

export function oidcRoutes(deps: Deps): Hono<EndpointEnv> {
  const { accounts, limits, isProxy, publicUrl, identityProvider: provider, report } = deps;
  const app = new Hono<EndpointEnv>();

  /** On https bound to this very host; browsers keep no such cookie without it. */
  const cookieOptions = () =>
    publicUrl().startsWith('https:') ? ({ prefix: 'host', secure: true } as const) : ({} as const);
  const failed = (c: Context<EndpointEnv>, name: string, error: unknown) => {
    report(error, c.get('requestId'));
    return c.html(failedPage(name), 502, PAGE_HEADERS);
  };

  app.get(PATHS.signInWays, (c) => {
    const start = new URL(PATHS.oidcStart, publicUrl()).href;
    return c.json(v.parse(signInWays, { singleSignOn: provider ? { name: provider.name, start } : null }));
  });

  app.get(PATHS.oidcStart, async (c) => {
    if (!provider) throw new HttpError('not_found');
    limits.signIns.take(addressOf(c, isProxy));
    const ceremony = await accounts.oidc.begin();
    const options = { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: CEREMONY_MS / 1000 } as const;
    try {
      const url = await provider.authorizationUrl(ceremony);
      setCookie(c, COOKIE, ceremony.state, { ...options, ...cookieOptions() });
      return c.redirect(url.href, 302);
    } catch (error) {
      return failed(c, provider.name, error);
    }
  });

  app.get(PATHS.oidcCallback, async (c) => {
    if (!provider) throw new HttpError('not_found');
    limits.signIns.take(addressOf(c, isProxy));
    const answer = new URL(c.req.url).searchParams;
    const { prefix } = { prefix: undefined, ...cookieOptions() };
    const begun = getCookie(c, COOKIE, prefix);
    const state = answer.get('state');
    // Of another browser, or of nobody: nothing is used up by it.
    if (state === null || begun !== state) return c.html(notBegunPage(), 400, PAGE_HEADERS);
    deleteCookie(c, COOKIE, { path: '/', ...cookieOptions() });
    const ceremony = await accounts.oidc.end(state);
    if (!ceremony) return c.html(notBegunPage(), 400, PAGE_HEADERS);
    if (answer.has('error')) return c.html(refusedPage(provider.name), 403, PAGE_HEADERS);
    try {
      const identity = await provider.identityOf(answer, ceremony);
      const { name, code } = await accounts.oidc.codeFor(identity);
      return c.html(codePage(name, printedCode(code), publicUrl()), 200, PAGE_HEADERS);
    } catch (error) {
      return failed(c, provider.name, error);
    }
  });

  return app;
}
