/**
 * Feeds of groups for readers of feeds (ADR 0048). Whoever has the address reads it: so it is one member's own, made, renewed and
 * ended by them alone, and dead when they are no member any more.
 */
import { hashOfToken } from '../accounts/hash-of-token.ts';
import { noteRow } from '../sync/note-row.ts';
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { groupRow } from '../../core/record.ts';
import { feedState, newFeed } from '../../protocol/feed.ts';
import { PATHS } from '../../protocol/sync.ts';
import { names } from '../annotations/negotiate.ts';
import { memberRows } from '../groups/member-rows.ts';
import { addressOf } from '../http/address.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import type { Feed } from './atom.ts';

/** The newest ones: who reads a feed asks for it often. */
const MOST_NOTES = 50;
const FILE = /^([\w-]{43})\.atom$/;

export function feedRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, feeds, limits, isProxy, publicUrl, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  const demandMember = async (group: Id, account: Id): Promise<void> => {
    if ((await storage.membership(group, account))?.status !== 'active') throw new HttpError('not_found');
  };

  app.get(PATHS.ownFeed, signedIn, async (c) => {
    const [group, { id }] = [pathId(c.req.param('id')), c.get('account')];
    await demandMember(group, id);
    const at = await feeds.madeAt(group, id);
    return c.json(v.parse(feedState, { made: at === null ? null : new Date(at).toISOString() }));
  });

  app.post(PATHS.ownFeed, signedIn, async (c) => {
    const token = randomBytes(32).toString('base64url');
    const group = pathId(c.req.param('id'));
    if (!(await feeds.put(group, c.get('account').id, hashOfToken(token), now()))) throw new HttpError('not_found');
    return c.json(v.parse(newFeed, { url: urlOf(publicUrl(), token) }));
  });

  app.delete(PATHS.ownFeed, signedIn, async (c) => {
    const [group, { id }] = [pathId(c.req.param('id')), c.get('account')];
    await demandMember(group, id);
    await feeds.remove(group, id);
    return c.body(null, 204);
  });

  app.get(PATHS.feed, async (c) => {
    const [, token] = FILE.exec(c.req.param('file')) ?? [];
    const owner = token === undefined ? null : await feeds.find(hashOfToken(token));
    if (token === undefined || !owner) {
      limits.strangers.take(addressOf(c, isProxy));
      throw new HttpError('not_found');
    }
    limits.requests.take(owner.member);
    // Everything in it has a place in the history: names of the group and of its people too.
    const tag = `"${await storage.head(owner.group)}"`;
    const kept = { ETag: tag, 'Cache-Control': 'private, no-cache' };
    const known = c.req.header('if-none-match');
    if (known !== undefined && names(known, tag, false)) return c.body(null, 304, kept);
    const feed = await readFeed(deps, owner, urlOf(publicUrl(), token));
    // What draws words is large, and nobody may ever ask for it.
    const { atomFeed } = await import('./atom.ts');
    const changed = { 'Last-Modified': new Date(feed.updated).toUTCString() };
    const since = known === undefined ? Date.parse(c.req.header('if-modified-since') ?? '') : Number.NaN;
    if (Math.floor(Date.parse(feed.updated) / 1000) * 1000 <= since) return c.body(null, 304, { ...kept, ...changed });
    return c.body(await atomFeed(feed), 200, {
      ...kept,
      ...changed,
      'Content-Type': 'application/atom+xml; charset=utf-8',
    });
  });

  return app;
}

/** Throws `not_found` for who is no member at that moment. */
async function readFeed(
  { storage, publicUrl }: Pick<Deps, 'storage' | 'publicUrl'>,
  { group, member }: { group: Id; member: Id },
  self: string,
): Promise<Feed> {
  const collection = await storage.collection(group, member);
  if (!collection) throw new HttpError('not_found');
  const from = Math.max(0, collection.total - MOST_NOTES);
  const bodies = await storage.collectionPage({ group, reader: member, from, limit: MOST_NOTES });
  const shown = bodies.map((body) => noteRow(body)).filter(({ fields }) => fields.hidden !== true);
  const people = await memberRows(
    storage,
    group,
    shown.map(({ author }) => author),
  );
  const { fields } = v.parse(groupRow, JSON.parse((await storage.record(group, group))?.body ?? 'null'));
  return {
    group: { id: group, name: fields.name },
    self,
    base: publicUrl(),
    updated: new Date(collection.changedAt).toISOString(),
    notes: shown.toReversed().map((note) => ({ note, author: people.get(note.author)?.fields.name ?? '' })),
  };
}

function urlOf(base: string, token: string): string {
  return new URL(PATHS.feed.replace(':file', `${token}.atom`), base).href;
}
