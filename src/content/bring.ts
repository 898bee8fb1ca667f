/**
 * The contract between the two scripts of ours in a page. The first is in every page and must cost it next to nothing;
 * the second, all that anchors and paints, comes only where there are notes or the reader begins one.
 */
import type { Annotator } from '../annotator/annotator.ts';
import type { Ask, Service } from '../platform/messages.ts';
import type { Port } from '../platform/port.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';

/** What the first script hands over: one way to the background for both, so that its loss is noticed and told once. */
export type Hands = {
  window: Window & typeof globalThis;
  ask: Ask;
  facts: () => PageFactsMessage;
  /** Does work whose failure is told elsewhere or is a fault to be seen. */
  attempt: (work: () => Promise<void>) => void;
  /** Whether an error says that the extension is gone, which is told once, by `signal`. */
  isGone: (error: unknown) => boolean;
  /** Whether the extension is gone; if so, `signal` is aborted. */
  isLost: () => boolean;
  /** Whether the mouse is selecting just now. */
  isPressed: () => boolean;
  signal: AbortSignal;
};

/** The annotator of a page; what is said to it is parsed by it, so that the first script need not know the words. */
export type PageAnnotator = Pick<Annotator, 'refresh' | 'navigated'> & {
  /** A frame of ours has connected by the port of this name. Answers who hears what it says. */
  connect(name: string, port: Port<object>): (message: unknown) => void;
  /** Does what the extension asks (protocol/to-content.ts, `toAnnotator`). */
  handle: Service['handle'];
};

export type Annotate = (hands: Hands) => PageAnnotator;

/** Where the second script leaves itself; the page's own scripts live in another world and cannot see it. */
const NAME = 'commonplaceAnnotate';

export function leave(annotate: Annotate): void {
  if (!Object.hasOwn(globalThis, NAME)) Object.defineProperty(globalThis, NAME, { value: annotate });
}

/** Has the background bring the second script and starts it. */
export async function bring(hands: Hands): Promise<PageAnnotator> {
  await hands.ask('page.annotate', {});
  const world: typeof globalThis & { [NAME]?: Annotate } = globalThis;
  const annotate = world[NAME];
  if (!annotate) throw new Error('the page left while the annotator was brought');
  return annotate(hands);
}
