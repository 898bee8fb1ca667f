/** Pictures on their way to the endpoint: each before any note that shows it, which waits for it in the outbox (take-batch.ts). */
import type { Id } from '../core/id.ts';
import { imageIdsIn, type ImageId } from '../core/image.ts';
import type { Store } from './database.ts';
import type { Picture } from './image-bytes.ts';
import { unpackedOps } from './packed-ops.ts';
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

/** `parcel`: the number of the one that it was found in, from which the next may be looked for. */
export type Next = Leaving & { parcel: number };

/**
 * The next one that may be sent: of a group that the endpoint knows, and for a note that waits, or because it may have lost it.
 * @param from which parcel to look first: to read all of them for every picture took a tenth of a second and more (10,000 notes that wait)
 */
export async function nextLeaving(db: Store, from = 0): Promise<Next | null> {
  const candidates = await db.images.where('state').anyOf('unsent', 'again').toArray();
  if (candidates.length === 0) return null;
  const groups = await db.groups.toArray();
  const known = new Set(groups.flatMap(({ id, state }) => (state === 'joined' ? [id] : [])));
  const open = new Map(candidates.flatMap((image) => (known.has(image.group) ? [[placeOf(image), image]] : [])));
  const take = async (place: string, parcel: number): Promise<Next | null> => {
    const image = open.get(place);
    open.delete(place);
    const there = image && (await db.imageBytes.get([image.group, image.id]));
    return there ? { group: image.group, id: image.id, type: there.type, bytes: there.bytes, parcel } : null;
  };
  const lost = [...open].flatMap(([place, { state }]) => (state === 'again' ? [place] : []));
  for (const place of [...lost, ...(await namedInOutbox(db))]) {
    const next = await take(place, from);
    if (next) return next;
  }
  for (const [first, end] of [
    [from, Infinity],
    [0, from],
  ] as const) {
    for (let at = first; open.size > 0;) {
      const parcels = await db.parcels.where(':id').between(at, end).limit(PARCELS).toArray();
      for (const { n = 0, ops } of parcels) {
        for (const place of unpackedOps(ops).flatMap(placesIn)) {
          const next = await take(place, n);
          if (next) return next;
        }
      }
      if (parcels.length < PARCELS) break;
      at = (parcels.at(-1)?.n ?? 0) + 1;
    }
  }
  return null;
}

/** Parcels read at once. */
const PARCELS = 10;

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
  const named = await namedInOutbox(db);
  await eachParcelled(db, (op) => placesIn(op).forEach((place) => named.add(place)));
  return named;
}

async function namedInOutbox(db: Store): Promise<Set<string>> {
  const named = new Set<string>();
  await db.outbox.each(({ op }) => placesIn(op).forEach((place) => named.add(place)));
  return named;
}

function placesIn(op: OutboxEntry['op']): string[] {
  return imagesIn(op).map((id) => placeOf({ group: op.group, id }));
}

/** The pictures that an operation brings into a note. */
export function imagesIn(op: OutboxEntry['op']): ImageId[] {
  return op.kind === 'annotation' && op.act !== 'delete' ? imageIdsIn(op.fields.text ?? '') : [];
}

function placeOf({ group, id }: Pick<StoredImage, 'group' | 'id'>): string {
  return `${group} ${id}`;
}
