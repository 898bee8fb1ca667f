/** Opens the port to the page before there is anything to hear it with; what the page says until then is kept. */
import type { ToMargin } from '../protocol/margin-port.ts';
import type { Ports } from './ports.ts';

/** To open it is a way to the browser and back, in which the first frame can be drawn. */
export function openEarly(open: Ports['port']): Ports['port'] {
  const kept: ToMargin[] = [];
  let hear = (message: ToMargin): void => void kept.push(message);
  const opening = open((message) => hear(message));
  // told to whoever asks for it
  opening.catch(() => undefined);
  return (listener) => {
    hear = listener;
    for (const message of kept.splice(0)) listener(message);
    return opening;
  };
}
