/**
 * Being signed in on the endpoint's pages: a cookie with the token of a session of its own, which the account's list of devices
 * shows and ends like any other. Only pages that read ask for it; everything else wants the token in a header, which no
 * other site can have a browser send.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { EndpointEnv } from '../http/endpoint-env.ts';

const COOKIE = 'commonplace-reading';

export type PageSession = {
  tokenOf: (c: Context<EndpointEnv>) => string | null;
  /** Until the browser is closed. */
  begin: (c: Context<EndpointEnv>, token: string) => void;
  end: (c: Context<EndpointEnv>) => void;
  /** Whether a form was sent from a page of ours. */
  isOwnForm: (c: Context<EndpointEnv>) => boolean;
};

export function pageSession(publicUrl: () => string): PageSession {
  const isSecure = (): boolean => publicUrl().startsWith('https:');
  return {
    // Bound to this very host where it can be; browsers keep no such cookie without https.
    tokenOf: (c) => getCookie(c, COOKIE, isSecure() ? 'host' : undefined) ?? null,
    begin: (c, token) => {
      // Lax: a link in a mail or on another page opens signed in.
      const options = { path: '/', httpOnly: true, sameSite: 'Lax' } as const;
      setCookie(c, COOKIE, token, { ...options, ...(isSecure() && { prefix: 'host', secure: true }) });
    },
    end: (c) => {
      deleteCookie(c, COOKIE, { path: '/', ...(isSecure() && { prefix: 'host', secure: true }) });
    },
    isOwnForm: (c) => {
      const site = c.req.header('sec-fetch-site');
      return site === undefined ? c.req.header('origin') === new URL(publicUrl()).origin : site === 'same-origin';
    },
  };
}
