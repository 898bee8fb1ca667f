/**
 * No write on a disk that is nearly full. One that the disk cuts off leaves the log of Chromium's
 * database damaged: what is written after it, and all that was there, is gone when the browser starts
 * again (fault F11). Where there is unlimited storage, no quota stops it before the disk does.
 */

/** More than one transaction of ours and the database's own tidying need. */
const LEAST_BYTES = 8_000_000;
/** Drafts are small, and the last refuge of words that could not be saved for want of room. */
export const LEAST_FOR_DRAFTS = 4_000_000;

/**
 * A part of an import, which is 3,000,000 letters at most, and stands on shelves and in parcels: of letters of three bytes it made the
 * database's files 14 MB longer (Chromium 156), and their tidying writes them once more.
 */
export const LEAST_FOR_IMPORTS = 40_000_000;

/** The device has no room for more; nothing was written. */
export class NoRoom extends Error {
  override name = 'NoRoom';
  /** What screens say it by (core/failure-code.ts). */
  readonly code = 'no-room';
}

/** So little is told, while there is still time to make room. */
const FEW_BYTES = 100_000_000;

/** How many bytes are left where they are few; null where there are enough, or the browser cannot tell. */
export async function roomWhereLow(teller: RoomTeller | undefined): Promise<number | null> {
  const { quota = Infinity, usage = 0 } = (await teller?.estimate().catch((): Estimate => ({}))) ?? {};
  const left = Math.max(0, quota - usage);
  return left < FEW_BYTES ? left : null;
}

type Estimate = { quota?: number; usage?: number };

/** What the browser knows of the room there is (https://storage.spec.whatwg.org/#dom-storagemanager-estimate). */
export type RoomTeller = { estimate(): Promise<Estimate> };

/** @throws NoRoom; where the browser cannot tell, there is room */
export async function mustHaveRoom(teller: RoomTeller, least = LEAST_BYTES): Promise<void> {
  const { quota = Infinity, usage = 0 } = await teller.estimate().catch((): Estimate => ({}));
  if (quota - usage < least) throw new NoRoom('There is no room left on this device.');
}
