/** Keeps a hub up with what other endpoint processes commit: by their hints, and by looking where hints fail. */
import type { Hints } from './hints.ts';
import type { Hub } from './hub.ts';

/** What no hint told of is seen within this time. */
const LOOK_MS = 5_000;

/** @returns ends it */
export function followOthers(hub: Hub, hints: Hints): () => Promise<void> {
  hints.listen(
    (hint) => hub.heard(hint),
    () => hub.look(),
  );
  const timer = setInterval(() => hub.look(), LOOK_MS);
  return async () => {
    clearInterval(timer);
    await hints.close();
  };
}
