/** Opens the port to the page before there is anything to hear it with; what the page says until then is kept. */
import type { Port } from '../platform/port.ts';
import type { ToPage } from '../protocol/margin-port.ts';

/** Opens it, and calls back for what is said, as it comes. */
export type EarlyPort = (hear: (message: unknown) => void) => Promise<Port<ToPage>>;

/** To open it is a way to the browser and back, in which the first frame can be drawn. */
export function openEarly(open: EarlyPort): EarlyPort {
  const kept: unknown[] = [];
  let hear = (message: unknown): void => void kept.push(message);
  const opening = open((message) => hear(message));
  // told to whoever asks for it
  opening.catch(() => undefined);
  return (listener) => {
    hear = listener;
    for (const message of kept.splice(0)) listener(message);
    return opening;
  };
}
