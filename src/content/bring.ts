/**
 * The contract between the two scripts of ours in a page. The first is in every page and must cost it next to nothing;
 * the second, all that anchors and paints, comes only where there are notes or the reader begins one.
 */
import type { Annotator } from '../annotator/annotator.ts';
import type { Caller } from '../platform/rpc.ts';
import { fromContent, type PageFactsMessage } from '../protocol/from-content.ts';
import type { Methods } from '../protocol/method.ts';

/** What the first script hands over: one way to the background for both, so that its loss is noticed and told once. */
export type Hands = {
  window: Window & typeof globalThis;
  /** Calls of the background by a table of methods. */
  callerOf: <T extends Methods>(table: T) => Caller<T>;
  facts: () => PageFactsMessage;
  /** Does work whose failure is told elsewhere or is a fault to be seen. */
  attempt: (work: () => Promise<void>) => void;
  /** Whether an error says that the extension is gone, which is told once and by the first script. */
  isGone: (error: unknown) => boolean;
  /** Whether the mouse is selecting just now. */
  isPressed: () => boolean;
  signal: AbortSignal;
};

/** The annotator of a page; what its frames say is parsed by it, so that the first script need not know their words. */
export type PageAnnotator = Omit<Annotator, 'connectMargin' | 'connectGlance'> & {
  /** A frame of ours has connected by the port of this name. Answers who hears what it says. */
  connect(
    name: string,
    link: { send(message: object): void; readonly closed: AbortSignal },
  ): (message: unknown) => void;
};

export type Annotate = (hands: Hands) => PageAnnotator;

/** Where the second script leaves itself; the page's own scripts live in another world and cannot see it. */
const NAME = 'commonplaceAnnotate';

export function leave(annotate: Annotate): void {
  if (!Object.hasOwn(globalThis, NAME)) Object.defineProperty(globalThis, NAME, { value: annotate });
}

/** Has the background bring the second script and starts it. */
export async function bring(hands: Hands): Promise<PageAnnotator> {
  await hands.callerOf(fromContent)('page.annotate', {});
  const world: typeof globalThis & { [NAME]?: Annotate } = globalThis;
  const annotate = world[NAME];
  if (!annotate) throw new Error('the page left while the annotator was brought');
  return annotate(hands);
}
