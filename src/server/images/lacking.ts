/**
 * Pictures that a note shows and its group does not have: its writer, who may have them, is told with the answer. Each was sent
 * before its note, but may be gone since, as when a note lay on a device for longer than what nothing shows is kept.
 */
import { imageIdsIn, MAX_IMAGES_OF_NOTE, type ImageId } from '../../core/image.ts';
import type { Op } from '../../protocol/sync.ts';
import type { Transaction } from '../storage/storage.ts';

export async function lackingImages(tx: Pick<Transaction, 'hasImage'>, op: Op): Promise<ImageId[]> {
  if (op.kind !== 'annotation' || op.act === 'delete') return [];
  const lacking: ImageId[] = [];
  for (const id of imageIdsIn(op.fields.text ?? '').slice(0, MAX_IMAGES_OF_NOTE)) {
    if (!(await tx.hasImage(op.group, id))) lacking.push(id);
  }
  return lacking;
}
