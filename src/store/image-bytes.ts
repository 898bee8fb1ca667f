/**
 * The pictures of this device: taken from their writer, shown, and brought along when a note goes to another group. Their
 * bytes stand in a table of their own, so that looking what there is reads none of them. What becomes of them at the endpoint
 * is unsent-images.ts, where those of others come from is wanted-images.ts.
 */
import type { Id } from '../core/id.ts';
import { imageIdOf, imageIdsIn, type ImageId, type ImageType } from '../core/image.ts';
import { imageTypeOf } from '../core/image-header.ts';
import type { Store } from './database.ts';
import type { StoredImageBytes } from './records.ts';

/** What stands in the place of a group while a picture is in drafts alone. */
export const IN_DRAFTS = '';

export type Picture = { id: ImageId; type: ImageType; bytes: Uint8Array };

/** Whether bytes are a picture as notes have them, and which; null for all others. Not within a transaction, which it would end. */
export async function pictureOf(bytes: Uint8Array<ArrayBuffer>): Promise<Picture | null> {
  const type = imageTypeOf(bytes);
  return type && { id: imageIdOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))), type, bytes };
}

/** Keeps a picture for the note that is being written. */
export function keepForDraft(db: Store, { id, type, bytes }: Picture, now: number): Promise<void> {
  return db.write(async () => {
    const place = { group: IN_DRAFTS, id };
    await db.images.put({ ...place, state: 'draft', size: bytes.length, at: now });
    await db.imageBytes.put({ ...place, type, bytes });
  });
}

/** Wherever on this device it is: the name says which bytes they are. */
export async function bytesOfImage(db: Store, id: ImageId): Promise<StoredImageBytes | undefined> {
  return db.imageBytes.where('id').equals(id).first();
}

/**
 * The pictures that a text of mine names belong to its group from now on, and are to be sent. What is nowhere on this device
 * cannot be. Runs inside a transaction.
 */
export async function bringImages(db: Store, { group, text }: { group: Id; text: string }, now: number): Promise<void> {
  for (const id of imageIdsIn(text)) {
    if (await db.imageBytes.get([group, id])) continue;
    const there = await bytesOfImage(db, id);
    if (!there) continue;
    await db.images.put({ group, id, state: 'unsent', size: there.bytes.length, at: now });
    await db.imageBytes.put({ ...there, group });
  }
}

/** A group that the endpoint never knew goes by another id. Runs inside a transaction. */
export async function moveImages(db: Store, from: Id, to: Id): Promise<void> {
  const keys = await db.images.where('group').equals(from).primaryKeys();
  for (const [image, bytes] of await Promise.all(
    keys.map((key) => Promise.all([db.images.get(key), db.imageBytes.get(key)])),
  )) {
    if (image) await db.images.put({ ...image, group: to });
    if (bytes) await db.imageBytes.put({ ...bytes, group: to });
  }
  await dropImages(db, keys);
}

/** The endpoint's database is an older one: what it had of mine it may have lost. Runs inside a transaction. */
export async function offerImages(db: Store): Promise<void> {
  await db.images.where('state').equals('sent').modify({ state: 'again' });
}

/**
 * A note that shows them has come back to the endpoint by another device, which may not have them; there they may have been
 * thrown away meanwhile. Runs inside a transaction.
 */
export async function offerImagesAgain(db: Store, group: Id, ids: readonly ImageId[]): Promise<void> {
  for (const image of await db.images.bulkGet(ids.map((id): [string, ImageId] => [group, id])))
    if (image?.state === 'sent') await db.images.put({ ...image, state: 'again' });
}

/** Runs inside a transaction. */
export async function dropImages(db: Store, keys: readonly [string, ImageId][]): Promise<void> {
  await db.images.bulkDelete([...keys]);
  await db.imageBytes.bulkDelete([...keys]);
}

/**
 * The pictures that notes show, as far as they are on this device: for what takes notes out of it. In an export they are
 * named as in the notes, `image:ID`.
 */
export async function imagesOf(db: Store, notes: readonly { text: string }[]): Promise<Map<ImageId, Picture>> {
  const found = new Map<ImageId, Picture>();
  for (const id of new Set(notes.flatMap(({ text }) => imageIdsIn(text)))) {
    const there = await bytesOfImage(db, id);
    if (there) found.set(id, { id, type: there.type, bytes: there.bytes });
  }
  return found;
}
