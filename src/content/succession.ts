/**
 * After an update of the extension its new scripts come into the pages that are open (platform/tabs.ts), where those of before
 * live on, cut off from theirs (platform/context-gone.ts). A second script that comes says so in the page, and one that was cut off leaves.
 * A page can say it too: that moves nobody who is not.
 */
import { HOST_TAG } from '../core/host-tag.ts';

const SUCCESSION = 'commonplace-succession';

/** Takes the page over from who was here before. */
export function succeed(document: Document): void {
  document.dispatchEvent(new Event(SUCCESSION));
  // Firefox ends the scripts of before without a word, and what they put into the page stays.
  for (const left of document.querySelectorAll(HOST_TAG)) left.remove();
}

export function onSuccession(document: Document, come: () => void, signal: AbortSignal): void {
  document.addEventListener(SUCCESSION, come, { signal });
}
