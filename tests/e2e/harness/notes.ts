/** Notes that a learner wrote earlier, saved as the extension's own pages save them. */
import type { Page } from 'puppeteer-core';
import { documentKey } from '../../../src/core/document.ts';
import { askBackground } from './ask.ts';

/** Saves a comment on some words, in the group chosen for writing. `desk` is a page of the extension. */
export async function noteFromBefore(
  desk: Page,
  url: string,
  exact: string,
  text = 'a note from before',
): Promise<void> {
  const { writeTo } = await askBackground(desk, 'conversation.read', { keys: [] });
  const target = {
    source: url,
    keys: [documentKey(url)!],
    title: 'A page',
    selectors: [{ type: 'TextQuoteSelector', exact }],
  };
  await askBackground(desk, 'note.create', { kind: 'comment', text, tags: [], group: writeTo, target, parent: null });
}
