/** Notes by the API of Hypothesis: searched, and one by one. Unreadable and not there are one answer. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { find, findOne, repliesTo } from './find.ts';
import { asJsonLd } from './json-ld.ts';
import { authorityOf, readId } from './names.ts';
import { TOOL_PATHS } from './paths.ts';
import { present, type FoundNote } from './present.ts';
import { MAX_LIMIT, readQuery } from './query.ts';
import { readBody } from './read-body.ts';
import { asReader, readerOf, someReader, type Reader } from './reader.ts';
import { changedAnnotation, newAnnotation } from './sent.ts';
import { change, create, remove } from './write.ts';

export function annotationRoutes(deps: Deps): Hono<EndpointEnv> {
  const { publicUrl } = deps;
  const app = new Hono<EndpointEnv>();

  app.get(TOOL_PATHS.search, async (c) => {
    const query = readQuery(c.req.queries(), authorityOf(publicUrl()));
    const reader = await readerOf(deps, c);
    const empty = { total: 0, rows: [], ...(query.separate && { replies: [] }) };
    if (!reader) return c.json(empty);
    const { total, notes, isCut } = await find(deps, reader, query);
    const rows = await present(deps, reader, notes);
    const counted = { total, ...(isCut && { incomplete_results: true }) };
    if (!query.separate) return c.json({ ...counted, rows });
    const replies = await present(deps, reader, await repliesTo(deps, reader, notes, MAX_LIMIT));
    return c.json({ ...counted, rows, replies });
  });

  const made = async (c: Context<EndpointEnv>): Promise<Response> => {
    const reader = await someReader(deps, c);
    const id = await create(deps, reader, await readBody(c, newAnnotation), clientOf(c));
    // The first private note makes the group that it is in.
    return answer(c, await asReader(deps, reader.account), id);
  };
  app.post(TOOL_PATHS.annotations, made);
  app.post(`${TOOL_PATHS.annotations}/`, made);

  app.get(TOOL_PATHS.annotation, async (c) => {
    const reader = await someReader(deps, c);
    const name = c.req.param('id');
    if (!name.endsWith(JSON_LD)) return answer(c, reader, readId(name));
    const { row } = await noteOf(reader, readId(name.slice(0, -JSON_LD.length)));
    return c.body(await asJsonLd(deps, reader, row), 200, {
      'Content-Type': 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    });
  });

  const changed = async (c: Context<EndpointEnv, typeof TOOL_PATHS.annotation>): Promise<Response> => {
    const reader = await someReader(deps, c);
    const note = await noteOf(reader, readId(c.req.param('id')));
    await change(deps, reader, note, await readBody(c, changedAnnotation), clientOf(c));
    return answer(c, reader, note.row.id);
  };
  app.patch(TOOL_PATHS.annotation, changed);
  app.put(TOOL_PATHS.annotation, changed);

  app.delete(TOOL_PATHS.annotation, async (c) => {
    const reader = await someReader(deps, c);
    const { row } = await noteOf(reader, readId(c.req.param('id')));
    await remove(deps, reader, row, clientOf(c));
    return c.json({ id: row.id, deleted: true });
  });

  const noteOf = async (reader: Reader, id: string | null): Promise<FoundNote> => {
    const found = id === null ? null : await findOne(deps, reader, id);
    if (!found) throw new HttpError('not_found');
    return found;
  };
  const answer = async (c: Context<EndpointEnv>, reader: Reader, id: string | null): Promise<Response> => {
    const [shown] = await present(deps, reader, [await noteOf(reader, id)]);
    return c.json(shown);
  };
  return app;
}

const JSON_LD = '.jsonld';

function clientOf(c: Context<EndpointEnv>): string | undefined {
  return c.req.header('x-client-id')?.slice(0, 100);
}
