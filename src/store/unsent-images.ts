/** Pictures on their way to the endpoint: each before any note that shows it, which waits for it in the outbox (take-batch.ts). */
import type { Id } from '../core/id.ts';
import { imageIdsIn, type ImageId } from '../core/image.ts';
import type { Store } from './database.ts';
import type { Picture } from './image-bytes.ts';
import { eachParcelled } from './parcels.ts';
import type { OutboxEntry, StoredImage } from './records.ts';

export type Leaving = Picture & { group: Id };

/** `group` and `id` of those that the endpoint does not have, for who asks for many notes whether they have to wait. */
export async function unsentImages(db: Store): Promise<ReadonlySet<string>> {
  const unsent = await db.images.where('state').equals('unsent').toArray();
  return new Set(unsent.map(placeOf));
}

/** Whether an operation has to wait for a picture. */
export function waitsForImage({ op }: Pick<OutboxEntry, 'op'>, unsent: ReadonlySet<string>): boolean {
  return unsent.size > 0 && imagesIn(op).some((id) => unsent.has(placeOf({ group: op.group, id })));
}

/** The next one that may be sent: of a group that the endpoint knows, and for a note that waits, or because it may have lost it. */
export async function nextLeaving(db: Store): Promise<Leaving | null> {
  const candidates = await db.images.where('state').anyOf('unsent', 'again').toArray();
  if (candidates.length === 0) return null;
  const groups = await db.groups.toArray();
  const known = new Set(groups.flatMap(({ id, state }) => (state === 'joined' ? [id] : [])));
  const named = await namedInWaiting(db);
  for (const image of candidates) {
    const { group, id, state } = image;
    if (!known.has(group) || (state === 'unsent' && !named.has(placeOf(image)))) continue;
    const there = await db.imageBytes.get([group, id]);
    if (there) return { group, id, type: there.type, bytes: there.bytes };
  }
  return null;
}

/** Those that notes wait for which cannot leave: of groups that I am out of. */
export async function neverLeaving(db: Store): Promise<StoredImage[]> {
  const unsent = await db.images.where('state').equals('unsent').toArray();
  if (unsent.length === 0) return [];
  const groups = await db.groups.toArray();
  const left = new Set(groups.flatMap(({ id, state }) => (state === 'left' ? [id] : [])));
  const named = await namedInWaiting(db);
  return unsent.filter((image) => left.has(image.group) && named.has(placeOf(image)));
}

/** The endpoint has it. */
export async function imageSent(db: Store, { group, id }: Pick<Leaving, 'group' | 'id'>): Promise<void> {
  await db.images.update([group, id], { state: 'sent' });
}

async function namedInWaiting(db: Store): Promise<Set<string>> {
  const named = new Set<string>();
  const take = (op: OutboxEntry['op']): void => {
    for (const id of imagesIn(op)) named.add(placeOf({ group: op.group, id }));
  };
  await db.outbox.each(({ op }) => take(op));
  await eachParcelled(db, take);
  return named;
}

/** The pictures that an operation brings into a note. */
export function imagesIn(op: OutboxEntry['op']): ImageId[] {
  return op.kind === 'annotation' && op.act !== 'delete' ? imageIdsIn(op.fields.text ?? '') : [];
}

function placeOf({ group, id }: Pick<StoredImage, 'group' | 'id'>): string {
  return `${group} ${id}`;
}
