/** Takes in a picture of a group (ADR 0051): the endpoint decodes none, but believes nobody what is in one, how large it is, or its name. */
import { createHash } from 'node:crypto';
import type { Id } from '../../core/id.ts';
import {
  IMAGE_TYPES,
  imageIdOf,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_SIDE,
  type ImageId,
  type ImageType,
} from '../../core/image.ts';
import { readImageHeader } from '../../core/image-header.ts';
import { may } from '../../core/permission.ts';
import type { Account } from '../accounts/accounts.ts';
import { activeMembership } from '../groups/membership.ts';
import { HttpError } from '../http/http-error.ts';
import type { Storage } from '../storage/storage.ts';
import type { ImageRoom } from './image-room.ts';

type Sent = { group: Id; id: ImageId; body: Uint8Array };

/**
 * Sent again, by whomever, it changes nothing. Throws `not_found` to who is not in the group, `forbidden`, `too_large`, `invalid`
 * for what is no picture or not the one that it is named by, `images_full`.
 */
export async function takeImage(
  storage: Storage,
  account: Account,
  { group, id, body }: Sent,
  { room, now }: { room: ImageRoom; now: number },
): Promise<void> {
  await storage.transact([group], async (tx) => {
    // As for any change: a process may take a session for open whose account is gone.
    if (!(await tx.holdAccount(account.id))) throw new HttpError('unauthorised');
    await mustTake(tx, account, group);
    // 1. It is what it says it is.
    if (body.length > MAX_IMAGE_BYTES) throw new HttpError('too_large');
    const header = readImageHeader(body);
    if (!header || header.moves || !isKept(header.type)) throw new HttpError('invalid');
    const { type, width, height } = header;
    if (Math.max(width, height) > MAX_IMAGE_SIDE) throw new HttpError('invalid');
    if (imageIdOf(createHash('sha256').update(body).digest()) !== id) throw new HttpError('invalid');
    // 2. It is there already: whoever needs it now has it kept.
    if (await tx.hasImage(group, id)) return tx.markImages(group, [id], null);
    // 3. There is room for it. In two groups at once an account may come to a picture or two more.
    const taken = await tx.imageBytes(group, account.id);
    if (taken.group + body.length > room.group || taken.account + body.length > room.account)
      throw new HttpError('images_full');
    await tx.putImage({ group, id, author: account.id, type, width, height, at: now, body });
  });
}

/** Whether this account may put pictures into a group at all. Throws `not_found` to who is not in it, and `forbidden`. */
export async function mustTake(reading: Pick<Storage, 'membership'>, account: Account, group: Id): Promise<void> {
  const { role } = await activeMembership(reading, group, account.id);
  if (!may({ user: account.id, role }, { verb: 'annotation.create' })) throw new HttpError('forbidden');
}

function isKept(type: string): type is ImageType {
  return IMAGE_TYPES.some((kept) => kept === type);
}
