/**
 * Questions of a page that are asked again when nobody answers: while a browser starts, or right
 * after an update, the page can be there before the background listens, and nothing else would ask. A question may also be
 * swallowed: a worker that starts with the browser takes one in seven or so and never answers (Chromium 156, ended hard and
 * started again). So the next one is due whatever becomes of the one before; to ask twice does no harm.
 */
const AGAIN_AFTER_MS = [1500, 2500, 8000, 30_000];

/**
 * Does work, and again after a while unless it has succeeded, until any of the tries succeeds or the last one fails.
 * @param giveUp says after a failure that another try is of no use
 * @param pauses in milliseconds, from one try to the next
 */
export function insist(
  work: () => Promise<unknown>,
  giveUp: () => boolean,
  pauses: readonly number[] = AGAIN_AFTER_MS,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = ([pause, ...later]: readonly number[]): void => {
      // Not left to run out after an answer: every page would wake for it.
      if (pause !== undefined) timer = setTimeout(begin, pause, later);
      const succeed = (done: unknown): void => {
        clearTimeout(timer);
        resolve(done);
      };
      const fail = (error: unknown): void => {
        if (pause !== undefined && !giveUp()) return;
        clearTimeout(timer);
        reject(error);
      };
      work().then(succeed, fail);
    };
    begin(pauses);
  });
}
