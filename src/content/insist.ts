/**
 * The first question of a page, asked again when nobody answers: while a browser starts, or right
 * after an update, the page can be there before the background listens, and nothing else would ask.
 */
const AGAIN_AFTER_MS = [500, 2000, 8000, 30_000];

/**
 * Does work, and again after a while if it fails, until it succeeds or the last failure is thrown.
 * @param giveUp says of a failure that another try is of no use
 * @param pauses in milliseconds
 */
export async function insist(
  work: () => Promise<void>,
  giveUp: (error: unknown) => boolean,
  pauses: readonly number[] = AGAIN_AFTER_MS,
): Promise<void> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      if (giveUp(error)) throw error;
    }
    await new Promise((later) => setTimeout(later, pause));
  }
  return work();
}
