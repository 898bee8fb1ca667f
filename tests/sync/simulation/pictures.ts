/**
 * Pictures in the notes of a simulation: pasted by those who write, taken over from notes of others, and in the end on every
 * device that has a note which shows them, and at the endpoint.
 */
import * as v from 'valibot';
import type { Id } from '../../../src/core/id.ts';
import { imageIdsIn, imageOf, type ImageId } from '../../../src/core/image.ts';
import { row } from '../../../src/core/record.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { notesOfGroup } from '../../../src/store/find-notes.ts';
import { bytesOfImage, keepForDraft, pictureOf } from '../../../src/store/image-bytes.ts';
import { livingFields } from '../../../src/store/project.ts';
import { showImage } from '../../../src/store/wanted-images.ts';
import { pngOf } from '../../server/png.ts';
import type { SimulatedDevice } from './device.ts';
import type { Random } from './random.ts';

const PASTED = 0.3;
const TAKEN_OVER = 0.1;

/** What a learner writes, now and then with a picture in it. */
export async function withPicture(
  { db, sources }: SimulatedDevice,
  { group, text }: { group: Id; text: string },
  random: Random,
): Promise<string> {
  const die = random.next();
  if (die < PASTED) {
    // What stands behind the end of a PNG makes it another one.
    const picture = await pictureOf(Uint8Array.from([...pngOf(1, 1), ...random.bytes(8)]));
    if (!picture) throw new Error('this is no picture');
    await keepForDraft(db, picture, sources.now());
    return `${text} ${imageOf({ id: picture.id, alt: 'pasted' })}`;
  }
  const there = die < PASTED + TAKEN_OVER ? random.pick(await shownOn(db, group)) : undefined;
  // Only what is seen is taken over.
  return there === undefined || !(await bytesOfImage(db, there))
    ? text
    : `${text} ${imageOf({ id: there, alt: 'taken over' })}`;
}

/** A learner looks at all there is. */
export async function lookAtAll({ db, sources }: SimulatedDevice, group: Id): Promise<void> {
  for (const id of await shownOn(db, group)) await showImage(db, { group, id }, sources.now());
}

/** What is missing, in words. */
export async function missingPictures(
  storage: Storage,
  group: Id,
  devices: readonly SimulatedDevice[],
): Promise<string[]> {
  const missing: string[] = [];
  const reader = devices[0]?.user ?? '';
  const page = await storage.page({ group, reader, after: 0, limit: 1e6, maxBytes: 1e9 });
  for (const one of v.parse(v.array(row), JSON.parse(`[${page?.rows ?? ''}]`))) {
    if (one.kind !== 'annotation' || one.deleted) continue;
    for (const id of imageIdsIn(one.fields.text))
      if (!(await storage.image({ group, id, reader })))
        missing.push(`the endpoint lacks the picture ${id} of ${one.id}`);
  }
  for (const { name, db } of devices) {
    for (const id of await shownOn(db, group)) {
      const found = await bytesOfImage(db, id);
      const there = found && (await pictureOf(Uint8Array.from(found.bytes)));
      if (there?.id !== id) missing.push(`${name} lacks the picture ${id}`);
    }
  }
  return missing;
}

/** By the living notes of a group on a device. */
async function shownOn(db: SimulatedDevice['db'], group: Id): Promise<ImageId[]> {
  const notes = await notesOfGroup(db, group);
  return [...new Set(notes.flatMap((note) => imageIdsIn(livingFields(note)?.text ?? '')))];
}
