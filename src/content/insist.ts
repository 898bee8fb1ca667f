/**
 * The first question of a page, asked again when nobody answers: while a browser starts, or right
 * after an update, the page can be there before the background listens, and nothing else would ask. A question may also be
 * swallowed: a worker that starts with the browser takes one in seven or so and never answers (Chromium 156, ended hard and
 * started again). So the next one is due whatever becomes of the one before; to ask twice does no harm.
 */
const AGAIN_AFTER_MS = [1500, 2500, 8000, 30_000];

/**
 * Does work, and again after a while unless it has succeeded, until it succeeds or the last failure is thrown.
 * @param giveUp says after a failure that another try is of no use
 * @param pauses in milliseconds, from one try to the next
 */
export function insist(
  work: () => Promise<void>,
  giveUp: () => boolean,
  [pause, ...later]: readonly number[] = AGAIN_AFTER_MS,
): Promise<void> {
  if (pause === undefined) return work();
  return new Promise((resolve, reject) => {
    // Not left to run out: every page would wake for it.
    const timer = setTimeout(() => insist(work, giveUp, later).then(resolve, reject), pause);
    const succeed = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const fail = (error: unknown): void => {
      if (!giveUp()) return;
      clearTimeout(timer);
      reject(error);
    };
    work().then(succeed, fail);
  });
}
