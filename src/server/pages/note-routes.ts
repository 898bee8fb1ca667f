/**
 * Where a link to a note leads without the extension (ADR 0042): to the note for who is signed in on this page and in its
 * group, and to one and the same 404 for everybody else, whether there is such a note or not.
 */
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { id as noteId } from '../../core/id.ts';
import { deviceSignInRequest } from '../../protocol/account.ts';
import { PATHS } from '../../protocol/sync.ts';
import type { Account } from '../accounts/accounts.ts';
import { deviceOf } from '../accounts/device-name.ts';
import { addressOf } from '../http/address.ts';
import { signedIn } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { imageAnswer } from '../images/image-answer.ts';
import { pathImage } from '../images/routes.ts';
import { tongueFor } from './language.ts';
import { notForYouPage, notePages, openingPage, signInPage } from './note-frame.ts';
import { readThread } from './note-thread.ts';
import { pageSession } from './page-session.ts';

const { headers } = notePages;

export function noteRoutes(deps: Deps): Hono<EndpointEnv> {
  const { accounts, hub, limits, isProxy, publicUrl, identityProvider, storage } = deps;
  const app = new Hono<EndpointEnv>();
  const session = pageSession(publicUrl);

  const tongueOf = (c: Context<EndpointEnv>) => tongueFor(c.req.header('accept-language'));
  const signInAt = (c: Context<EndpointEnv>, wrongCode: boolean): Response | Promise<Response> => {
    const start = new URL(PATHS.oidcStart, publicUrl()).href;
    const singleSignOn = identityProvider && { name: identityProvider.name, start };
    return c.html(signInPage({ wrongCode, singleSignOn }, tongueOf(c)), 404, headers);
  };

  app.get(PATHS.keptNotePage, (c) => c.html(openingPage(tongueOf(c)), 200, headers));

  /** Who is signed in on this page; a session that has ended is. */
  const readerOf = async (c: Context<EndpointEnv>): Promise<Account | null> => {
    const token = session.tokenOf(c);
    if (token === null) return null;
    const account = await signedIn(deps, token, () => addressOf(c, isProxy)).then(
      (found) => found.account,
      (error: unknown) => {
        if (error instanceof HttpError && error.code === 'unauthorised') return null;
        throw error;
      },
    );
    if (!account) session.end(c);
    return account;
  };

  app.get(PATHS.notePage, async (c) => {
    const account = await readerOf(c);
    if (!account) return signInAt(c, false);
    c.set('account', account);
    limits.notePages.take(account.id);
    const asked = v.safeParse(noteId, c.req.param('note'));
    const thread = asked.success ? await readThread(deps, asked.output, account.id) : null;
    const tongue = tongueOf(c);
    if (!asked.success || !thread) return c.html(notForYouPage(account.name, tongue), 404, headers);
    // What draws words is large, and nobody may ever ask for it.
    const { notePage } = await import('./note-page.ts');
    return c.html(await notePage(thread, { meant: asked.output, reader: account.name, tongue }), 200, headers);
  });

  // Of the note's group, and for nobody but its members.
  app.get(PATHS.noteImage, async (c) => {
    const account = await readerOf(c);
    const id = pathImage(c.req.param('image'));
    const note = account && (await storage.noteFor(pathId(c.req.param('note')), account.id));
    const found = account && note && (await storage.image({ group: note.group, id, reader: account.id }));
    if (!found) throw new HttpError('not_found');
    return imageAnswer(c, id, found);
  });

  app.post(PATHS.notePage, async (c) => {
    if (!session.isOwnForm(c)) throw new HttpError('bad_request');
    limits.codesEntered.take(addressOf(c, isProxy));
    const form = await c.req.parseBody().catch((error: unknown) => {
      // The body is no form; what else there may be is not of its making.
      throw error instanceof TypeError ? new HttpError('bad_request') : error;
    });
    // As it was sent: in the path that is matched, `%0d%0a` is a line's end, which no header may have.
    const { pathname, search } = new URL(c.req.url);
    const token = session.tokenOf(c);
    if (form['out'] !== undefined) {
      const account = token === null ? null : await accounts.whoIs(token);
      if (token !== null && account) {
        await accounts.signOut(token);
        hub.signedOut(account.id, token);
      }
      session.end(c);
      return c.redirect(pathname + search, 303);
    }
    const request = v.safeParse(deviceSignInRequest, form);
    if (!request.success) return signInAt(c, true);
    try {
      const opened = await accounts.signInByCode(request.output.code, deviceOf(c.req.header('user-agent')));
      session.begin(c, opened.token);
    } catch (error) {
      if (error instanceof HttpError && error.code === 'wrong_device_code') return signInAt(c, true);
      throw error;
    }
    return c.redirect(pathname + search, 303);
  });

  return app;
}
