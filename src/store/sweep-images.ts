/**
 * Throws away pictures that nothing on this device names any more: no note, no draft, no change that waits or was refused, no
 * earlier version. Once a day, since it reads all of them.
 */
import { imageIdsIn } from '../core/image.ts';
import type { AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import { dropImages } from './image-bytes.ts';
import { notesOn } from './packed-notes.ts';
import type { StoredAnnotation } from './records.ts';

const DAY = 24 * 60 * 60_000;

export async function sweepImages(db: Store, now: number): Promise<void> {
  if ((await db.images.count()) === 0) return;
  const swept = await db.meta.get('images');
  if (swept?.key === 'images' && now - swept.swept < DAY) return;
  const unnamed = await unnamedIn(db, now - DAY);
  await db.write(async () => {
    // Looked at again where there is anything to throw away: a note may show one of them since.
    if (unnamed.length > 0) await dropImages(db, await unnamedIn(db, now - DAY));
    await db.meta.put({ key: 'images', swept: now });
  });
}

/** Those that came before an instant and that nothing names. */
async function unnamedIn(db: Store, before: number) {
  const named = await allNamed(db);
  return db.images.filter(({ group, id, at }) => at < before && !named(group, id)).primaryKeys();
}

/** Of drafts and earlier versions the group is not told: what they name stays in every one. */
async function allNamed(db: Store): Promise<(group: string, id: string) => boolean> {
  const inGroups = new Set<string>();
  const anywhere = new Set<string>();
  const take = (group: string, fields: Partial<AnnotationFields> | null | undefined): void => {
    for (const id of imageIdsIn(fields?.text ?? '')) inGroups.add(`${group} ${id}`);
  };
  const takeNote = ({ group, row, base, kept }: StoredAnnotation): void => {
    take(group, row.deleted ? null : row.fields);
    take(group, base === null || base.deleted ? null : base.fields);
    take(group, kept);
  };
  await db.read(async () => {
    await db.annotations.each(takeNote);
    await db.shelves.each((shelf) => notesOn(shelf).forEach(takeNote));
    // What is in a parcel is on a shelf in the same words.
    await db.outbox.each(({ group, op }) =>
      take(group, op.kind === 'annotation' && op.act !== 'delete' ? op.fields : null),
    );
    await db.refused.each((refused) => take(refused.group, refused.act === 'put' ? refused.fields : null));
    await db.drafts.each(({ text }) => imageIdsIn(text).forEach((id) => anywhere.add(id)));
    await db.earlier.each(({ words }) => imageIdsIn(words.text).forEach((id) => anywhere.add(id)));
  });
  return (group, id) => anywhere.has(id) || inGroups.has(`${group} ${id}`);
}
