/**
 * The first question of a page, asked again when nobody answers: while a browser starts, or right
 * after an update, the page can be there before the background listens, and nothing else would ask.
 */
const AGAIN_AFTER_MS = [500, 2000, 8000, 30_000];

/**
 * A question may also be swallowed: a worker that starts with the browser takes one in seven or so and never answers
 * (Chromium 156, ended hard and started again). Nobody is answered after so long, and to ask twice does no harm.
 */
const SILENCE_MS = 1500;

/**
 * Does work, and again after a while if it fails or does not end, until it succeeds or the last failure is thrown.
 * @param giveUp says after a failure that another try is of no use
 * @param pauses in milliseconds, as is how long one try may take
 */
export async function insist(
  work: () => Promise<void>,
  giveUp: () => boolean,
  pauses: readonly number[] = AGAIN_AFTER_MS,
  silence = SILENCE_MS,
): Promise<void> {
  for (const pause of pauses) {
    try {
      return await soon(work, silence);
    } catch (error) {
      if (giveUp()) throw error;
    }
    await new Promise((later) => setTimeout(later, pause));
  }
  return work();
}

function soon(work: () => Promise<void>, silence: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), silence);
    // every page would wake for it
    const still = (): void => clearTimeout(timer);
    const working = work();
    working.then(resolve, reject);
    working.then(still, still);
  });
}
