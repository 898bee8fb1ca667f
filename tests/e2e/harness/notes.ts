/** Notes that a learner wrote earlier, saved as the extension's own pages save them. */
import { documentKey } from '../../../src/core/document.ts';
import { askBackground } from './ask.ts';
import type { Learner } from './chromium.ts';

/** Saves a comment on the first place of some words, in the group chosen for writing. */
export async function noteFromBefore(
  learner: Learner,
  url: string,
  exact: string,
  text = 'a note from before',
): Promise<void> {
  const desk = await learner.extensionPage('src/library/index.html');
  const { writeTo } = await askBackground(desk, 'conversation.read', { keys: [] });
  const target = {
    source: url,
    keys: [documentKey(url)!],
    title: 'A page',
    selectors: [{ type: 'TextQuoteSelector', exact }],
  };
  await askBackground(desk, 'note.create', { kind: 'comment', text, tags: [], group: writeTo, target, parent: null });
  await desk.close();
}
