/**
 * Sends the pictures that waiting notes show, one by one, each before its notes. One that was cut off is sent again whole, and
 * one that arrived without an answer changes nothing there: its name is the digest of its bytes.
 */
import type { Store } from '../store/database.ts';
import { imageRefused } from '../store/image-refused.ts';
import { readSync } from '../store/meta.ts';
import type { Sources } from '../store/sources.ts';
import { imageSent, neverLeaving, nextLeaving } from '../store/unsent-images.ts';
import type { Endpoint, Failure, FailureCode } from './endpoint.ts';

/** Of the picture, or of this account in that group: another time would be answered the same. */
const LAST_WORDS: ReadonlySet<FailureCode> = new Set([
  'invalid',
  'invalid_media',
  'too_large',
  'forbidden',
  'not_found',
  'images_full',
]);

/** `any`: something was sent. @param settled told of notes that could not leave for want of their picture, with the document keys touched */
export async function sendImages(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  settled: (keys: string[]) => void,
): Promise<{ ok: true; any: boolean } | Failure> {
  let any = false;
  // What would wait for them would wait for ever, and say to nobody why.
  for (const image of await neverLeaving(db)) settled(await imageRefused(db, image, 'forbidden', sources));
  for (let from = 0; ;) {
    const image = await nextLeaving(db, from);
    if (!image) return { ok: true, any };
    from = image.parcel;
    any = true;
    const isOlder = !((await readSync(db)).kinds ?? []).includes('image');
    const sent = isOlder ? null : await endpoint.sendImage(image);
    if (sent?.ok) await imageSent(db, image);
    else if (sent && !LAST_WORDS.has(sent.code)) return sent;
    else settled(await imageRefused(db, image, sent?.code ?? 'endpoint_outdated', sources));
  }
}
