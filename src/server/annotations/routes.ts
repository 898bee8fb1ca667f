/**
 * The W3C Web Annotation Protocol (https://www.w3.org/TR/annotation-protocol/) over the groups of this endpoint (ADR 0047): each
 * group is a container, each note an annotation in it, for its members and by their roles.
 */
import { noteRow } from '../sync/note-row.ts';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { idOfUrn } from '../../core/export/iri.ts';
import { isNestedTooDeeply } from '../../core/nesting.ts';
import { may, type Actor } from '../../core/permission.ts';
import type { AnnotationRow } from '../../core/record.ts';
import { propertiesOf, type Properties } from '../../core/w3c/model.ts';
import { PATHS } from '../../protocol/sync.ts';
import { authenticateTool } from './authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { parseJson } from '../http/read-json.ts';
import { container, containerPage } from './collection.ts';
import { describeRows, tagOf, type Description } from './describe.ts';
import { PAGE_METHODS } from './headers.ts';
import { annotationIri, noteNamed } from './iris.ts';
import { acceptedType, isJsonLd, names, preferenceIn } from './negotiate.ts';
import { createAnnotation, deleteAnnotation, goneError, replaceAnnotation, type Place } from './write.ts';

export function annotationRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, hub, metrics, publicUrl, now } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticateTool(deps);

  const placeOf = (c: Context<EndpointEnv>): Place => ({
    storage,
    base: publicUrl(),
    group: pathId(c.req.param('group') ?? ''),
    account: c.get('account'),
    now: now(),
  });

  app.get(PATHS.annotations, signedIn, async (c) => {
    const type = acceptedType(c.req.header('accept'));
    const { base, group, account } = placeOf(c);
    const asked = { reading: storage, base, group, reader: account.id };
    const { page, iris } = c.req.query();
    if (page !== undefined) {
      if (!/^\d{1,9}$/.test(page)) throw new HttpError('not_found');
      return answer(c, type, await containerPage(asked, { number: Number(page), iris: iris === '1' }));
    }
    const preference = preferenceIn(c.req.header('prefer'), iris === '1');
    const found = await container(asked, preference);
    c.header('Content-Location', String(found['id']));
    if (preference.isApplied) c.header('Preference-Applied', 'return=representation');
    return answer(c, type, found);
  });

  app.post(PATHS.annotations, signedIn, async (c) => {
    if (c.req.query('page') !== undefined) throw new HttpError('method_not_allowed');
    const place = placeOf(c);
    const written = await createAnnotation(place, await readJsonLd(c), c.req.header('slug'));
    hub.announce(written.changes);
    metrics.pushed(['applied']);
    c.header('Location', written.iri);
    return answerOne(c, typeForWriter(c), written, 201);
  });

  app.get(PATHS.annotation, signedIn, async (c) => {
    const type = acceptedType(c.req.header('accept'));
    const { base, group, account } = placeOf(c);
    const id = await noteNamed(storage, group, c.req.param('name'));
    const found = id === null ? null : await storage.noteFor(id, account.id);
    const membership = await storage.membership(group, account.id);
    if (id === null || membership?.status !== 'active') throw new HttpError('not_found');
    if (found?.group !== group) {
      const record = await storage.record(group, id);
      throw record?.kind === 'annotation' && record.deleted ? goneError() : new HttpError('not_found');
    }
    const row = noteRow(found.body);
    const [described] = await describeRows(storage, base, group, [row]);
    if (!described) throw new HttpError('not_found');
    c.header('Allow', methodsFor({ user: account.id, role: membership.role }, row));
    return answerOne(c, type, described);
  });

  app.put(PATHS.annotation, signedIn, async (c) => {
    const meant = { name: c.req.param('name'), ifMatch: c.req.header('if-match') };
    const written = await replaceAnnotation(placeOf(c), meant, await readJsonLd(c));
    hub.announce(written.changes);
    metrics.pushed(['applied']);
    return answerOne(c, typeForWriter(c), written);
  });

  app.delete(PATHS.annotation, signedIn, async (c) => {
    const meant = { name: c.req.param('name'), ifMatch: c.req.header('if-match') };
    hub.announce(await deleteAnnotation(placeOf(c), meant));
    metrics.pushed(['applied']);
    return c.body(null, 204);
  });

  app.get(PATHS.exportedAnnotation, signedIn, async (c) => {
    const id = idOfUrn(c.req.param('iri'));
    const found = id === null ? null : await storage.noteFor(id, c.get('account').id);
    if (id === null || !found) throw new HttpError('not_found');
    const name = (await storage.annotationNames(found.group, [id])).get(id) ?? id;
    return c.redirect(annotationIri(publicUrl(), found.group, name), 303);
  });

  return app;
}

/** What may be done to it by this reader, who may read it. */
function methodsFor(actor: Actor, { author }: AnnotationRow): string {
  const writing = [
    ...(may(actor, { verb: 'annotation.edit', author }) ? ['PUT'] : []),
    ...(may(actor, { verb: 'annotation.delete', author }) ? ['DELETE'] : []),
  ];
  return [PAGE_METHODS, ...writing].join(', ');
}

/** A writer is answered in JSON-LD whatever else they would like: the change is made. */
function typeForWriter(c: Context): string {
  try {
    return acceptedType(c.req.header('accept'));
  } catch {
    return acceptedType(undefined);
  }
}

async function readJsonLd(c: Context): Promise<Properties> {
  if (!isJsonLd(c.req.header('content-type')))
    throw new HttpError('invalid_media', null, 'Send an annotation with Content-Type: application/ld+json.');
  const sent = propertiesOf(parseJson(await c.req.arrayBuffer()));
  if (!sent) throw new HttpError('bad_request', null, 'An annotation is one JSON object.');
  // Asked here as well: names in it are looked for before it is read.
  if (isNestedTooDeeply(sent)) throw new HttpError('invalid', null, 'It is nested too deeply.');
  return sent;
}

function answerOne(c: Context, type: string, { iri, annotation }: Description, status: 200 | 201 = 200): Response {
  c.header('Content-Location', iri);
  return answer(c, type, annotation, status);
}

function answer(c: Context, type: string, found: Properties, status: 200 | 201 = 200): Response {
  const text = JSON.stringify(found);
  const tag = tagOf(text);
  c.header('ETag', tag);
  const known = c.req.header('if-none-match');
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (isReading && known !== undefined && names(known, tag, false)) return c.body(null, 304);
  return c.body(text, status, { 'Content-Type': type });
}
