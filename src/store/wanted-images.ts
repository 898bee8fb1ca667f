/**
 * Pictures of others: those of every note that comes are fetched with it, whoever looks at it, so that they are there without a
 * network and the endpoint is not told what is read. Beyond a bound the oldest go, and are asked for when they are shown.
 */
import type { Id } from '../core/id.ts';
import { imageIdsIn, MAX_IMAGES_OF_NOTE, type ImageId } from '../core/image.ts';
import type { Row } from '../core/record.ts';
import type { Store } from './database.ts';
import { bytesOfImage, type Picture } from './image-bytes.ts';
import type { StoredImage, StoredImageBytes } from './records.ts';

/** Bytes of pictures of others on this device, all groups together. */
export const MOST_FETCHED = 100_000_000;
/** Of one that could not be had it is asked again so much later, when it is shown. */
const AGAIN_MS = 10 * 60_000;

/** Notes have come. Runs inside a transaction. */
export async function wantImages(db: Store, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    if (row.kind !== 'annotation' || row.deleted) continue;
    for (const id of imageIdsIn(row.fields.text).slice(0, MAX_IMAGES_OF_NOTE)) {
      if (await db.images.get([row.group, id])) continue;
      await db.images.add({ group: row.group, id, state: 'wanted', size: 0, at: Date.parse(row.updated) });
    }
  }
}

/** The newest first. */
export async function wantedImages(db: Store): Promise<StoredImage[]> {
  const wanted = await db.images.where('state').equals('wanted').toArray();
  return wanted.sort((a, b) => b.at - a.at);
}

export async function hasWantedImages(db: Store): Promise<boolean> {
  return (await db.images.where('state').equals('wanted').count()) > 0;
}

/** It has come. False where there is no room for one as old as this, nor for any older one. */
export function keepFetched(
  db: Store,
  group: Id,
  { id, type, bytes }: Picture,
  most: number = MOST_FETCHED,
): Promise<boolean> {
  return db.write(async () => {
    const wanted = await db.images.get([group, id]);
    if (wanted?.state !== 'wanted') return true;
    await db.images.put({ ...wanted, state: 'fetched', size: bytes.length });
    await db.imageBytes.put({ group, id, type, bytes });
    const held = await db.images.where('state').equals('fetched').toArray();
    held.sort((a, b) => a.at - b.at);
    let taken = held.reduce((sum, { size }) => sum + size, 0);
    let stays = true;
    for (const oldest of held) {
      if (taken <= most) break;
      taken -= oldest.size;
      stays &&= oldest.id !== id || oldest.group !== group;
      await lack(db, oldest);
    }
    return stays;
  });
}

/** It cannot be had, or there is no room for it; asked for again when it is shown. */
export function lackImages(db: Store, images: readonly StoredImage[], tried?: number): Promise<void> {
  return db.write(async () => {
    for (const image of images) await lack(db, image, tried);
  });
}

async function lack(db: Store, { group, id, at }: StoredImage, tried?: number): Promise<void> {
  await db.images.put({ group, id, state: 'lacking', size: 0, at, ...(tried !== undefined && { tried }) });
  await db.imageBytes.delete([group, id]);
}

/** `coming`: it is asked for as soon as there is a network; `asks`: since now. */
export type ShownImage =
  | { state: 'here'; image: StoredImageBytes }
  | { state: 'coming'; asks: boolean }
  | { state: 'missing' };

/** A picture of a note that is looked at. */
export async function showImage(
  db: Store,
  { group, id }: { group: string; id: ImageId },
  now: number,
): Promise<ShownImage> {
  const image = await bytesOfImage(db, id);
  if (image) return { state: 'here', image };
  const place = await db.images.get([group, id]);
  if (place?.state === 'wanted') return { state: 'coming', asks: false };
  if ((await db.groups.get(group))?.state !== 'joined') return { state: 'missing' };
  if (place?.tried !== undefined && Math.abs(now - place.tried) < AGAIN_MS) return { state: 'missing' };
  await db.images.put({ group, id, state: 'wanted', size: 0, at: now });
  return { state: 'coming', asks: true };
}
