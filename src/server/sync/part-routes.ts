/** The routes for devices that hold a group in part (protocol/parts.ts). To who is not in it, the group does not exist. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { NEWEST } from '../../core/holding.ts';
import type { Id } from '../../core/id.ts';
import { PART_LIMITS, documentsQuery, partRequest, type PartRequest } from '../../protocol/parts.ts';
import { PATHS } from '../../protocol/sync.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { readJson } from '../http/read-json.ts';
import type { Page, PageRequest } from '../storage/page.ts';
import type { Storage } from '../storage/storage.ts';
import { documentTerm, personTerm } from './note-index.ts';

const MAX_PART_BYTES = 2_000_000;
/** Places of the history weighed at once: SQLite holds the event loop for so long. */
const WEIGHED_AT_ONCE = 5000;

export function partRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, indexing } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  app.get(PATHS.size, signedIn, async (c) => {
    const group = await groupOf(c, storage);
    const head = await storage.head(group);
    let [notes, bytes] = [0, 0];
    for (let after = 0; after < head; after += WEIGHED_AT_ONCE) {
      const weight = await storage.weight(group, after, Math.min(head, after + WEIGHED_AT_ONCE));
      notes += weight.notes;
      bytes += weight.bytes;
      await new Promise(setImmediate);
    }
    const beforeNewest = await storage.beforeNewest(group, NEWEST);
    // Who was removed while it was weighed is told nothing.
    await groupOf(c, storage);
    return c.json({ epoch: await storage.epoch(), head, notes, bytes, beforeNewest });
  });

  app.get(PATHS.documents, signedIn, async (c) => {
    const query = v.safeParse(documentsQuery, c.req.query());
    if (!query.success) throw new HttpError('bad_request');
    const group = await groupOf(c, storage);
    const head = await indexing.upto(group);
    const limit = PART_LIMITS.documents;
    const after = documentTerm(query.output.after ?? '');
    const found = await storage.documentTerms({ group, reader: c.get('account').id, after, limit: limit + 1 });
    if (!found) throw new HttpError('not_found');
    const documents = found.slice(0, limit).map((term) => term.slice(1));
    return c.json({ epoch: await storage.epoch(), head, documents, more: found.length > limit });
  });

  app.post(PATHS.part, signedIn, async (c) => {
    const request = await readJson(c, partRequest);
    const group = await groupOf(c, storage);
    const reader = c.get('account').id;
    const { after, ...asked } = request;
    // People and reactions are found without the index: a group that is being prepared is there, with its name, at once.
    const head =
      asked.part === 'people' || asked.part === 'reactions' ? await storage.head(group) : await indexing.upto(group);
    const bounds = { group, reader, after, limit: PART_LIMITS.rows, maxBytes: MAX_PART_BYTES };
    const found = await read(asked, bounds);
    if (!found) throw new HttpError('not_found');
    const epoch = JSON.stringify(await storage.epoch());
    const { rows, cursor, more } = found;
    const answer = `{"epoch":${epoch},"head":${head},"rows":[${rows}],"cursor":${cursor},"more":${more}}`;
    return c.body(answer, 200, { 'Content-Type': 'application/json' });
  });

  function read(asked: Asked, bounds: PageRequest): Promise<Page | null> {
    switch (asked.part) {
      case 'people':
        return storage.people(bounds);
      case 'reactions':
        return storage.reactionsPart({ ...bounds, notes: asked.notes });
      case 'mine':
        return storage.part({ ...bounds, terms: [personTerm(bounds.reader)] });
      case 'documents':
        return storage.part({ ...bounds, terms: asked.hashes.map(documentTerm) });
    }
  }

  return app;
}

type Asked = PartRequest extends infer One ? (One extends PartRequest ? Omit<One, 'after'> : never) : never;

/** The group of the path, whose reader is a member: nobody else makes the endpoint weigh or index anything. */
async function groupOf(c: Context<EndpointEnv, '/:id'>, storage: Storage): Promise<Id> {
  const group = pathId(c.req.param('id'));
  const membership = await storage.membership(group, c.get('account').id);
  if (membership?.status !== 'active') throw new HttpError('not_found');
  return group;
}
