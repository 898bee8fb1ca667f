/**
 * The contract between the two scripts of ours in a page. The first is in every page and must cost it next to nothing;
 * the second, all that anchors and paints, comes only where there are notes or the reader begins one.
 */
import type { Annotator } from '../annotator/annotator.ts';
import type { Listener } from '../platform/messages.ts';
import type { PageSays } from '../core/page-says.ts';
import { ask } from './ask.ts';
import { insist } from './insist.ts';

/** What the first script hands over: what it alone can know. */
export type Hands = {
  window: Window & typeof globalThis;
  /** With all that its owner wishes. It remembers where the page was when it first said what it says still. */
  says: () => PageSays;
  /** Whether the mouse is selecting just now. */
  isPressed: () => boolean;
};

export type PageAnnotator = Pick<Annotator, 'refresh' | 'navigated'> & {
  /** Does what the extension asks of the page (protocol/to-content.ts, `toAnnotator`); the first script hears it. */
  hear: Listener;
};

export type Annotate = (hands: Hands) => PageAnnotator;

/** Where the second script leaves itself; the page's own scripts live in another world and cannot see it. */
const NAME = 'commonplaceAnnotate';

export function leave(annotate: Annotate): void {
  if (!Object.hasOwn(globalThis, NAME)) Object.defineProperty(globalThis, NAME, { value: annotate });
}

/** Has the background bring the second script and starts it. */
export async function bring(hands: Hands): Promise<PageAnnotator> {
  // It may have been swallowed; a refusal is an answer. To bring it twice does no harm.
  await insist(
    () => ask('page.annotate', {}),
    () => true,
  );
  const world: typeof globalThis & { [NAME]?: Annotate } = globalThis;
  const annotate = world[NAME];
  if (!annotate) throw new Error('the page left while the annotator was brought');
  return annotate(hands);
}
