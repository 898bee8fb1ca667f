/** The routes of pictures in notes: sent by devices before the notes that show them, and fetched by the others. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { imageId, type ImageId } from '../../core/image.ts';
import { PATHS } from '../../protocol/sync.ts';
import { authenticate } from '../http/authenticate.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { pathId } from '../http/path-id.ts';
import { imageAnswer } from './image-answer.ts';
import { IMAGE_ROOM } from './image-room.ts';
import { mustTake, takeImage } from './take-image.ts';

export function imageRoutes(deps: Deps): Hono<EndpointEnv> {
  const { storage, now, imageRoom: room = IMAGE_ROOM } = deps;
  const app = new Hono<EndpointEnv>();
  const signedIn = authenticate(deps);

  // Whoever may not send a picture has it not read, however slowly it comes.
  const mayTake = authenticate(deps, async (c, account) => {
    await mustTake(storage, account, pathId(c.req.param('id') ?? ''));
    if (!/^image\//i.test(c.req.header('content-type') ?? '')) throw new HttpError('invalid_media');
  });
  app.put(PATHS.image, mayTake, async (c) => {
    const sent = { group: pathId(c.req.param('id')), id: pathImage(c.req.param('image')) };
    const body = new Uint8Array(await c.req.arrayBuffer());
    await takeImage(storage, c.get('account'), { ...sent, body }, { room, now: now() });
    return c.body(null, 204);
  });

  app.get(PATHS.image, signedIn, async (c) => {
    const id = pathImage(c.req.param('image'));
    const found = await storage.image({ group: pathId(c.req.param('id')), id, reader: c.get('account').id });
    if (!found) throw new HttpError('not_found');
    return imageAnswer(c, id, found);
  });

  return app;
}

/** What is no id at all is answered like an id that nothing has. */
export function pathImage(text: string): ImageId {
  const parsed = v.safeParse(imageId, text);
  if (!parsed.success) throw new HttpError('not_found');
  return parsed.output;
}
