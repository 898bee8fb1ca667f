/** What the background asks of pages by itself: to read their notes again, to go on after an update, and the keyboard commands of the manifest. */
import { HOST_TAG } from '../core/host-tag.ts';
import { tabCaller } from '../platform/rpc.ts';
import { hasElement, injectIntoOpenTabs } from '../platform/tabs.ts';
import { toContent } from '../protocol/to-content.ts';

/** A page without our content script has nothing painted. */
export async function refreshPage(tab: number): Promise<void> {
  await tabCaller('content', toContent, tab)('notes.changed', {}).catch(() => undefined);
}

/** After an update open pages go on with the new scripts. Where those of before have left something to be seen, the second one takes over (content/succession.ts). */
export async function takeOverPages(): Promise<void> {
  await injectIntoOpenTabs(async (tab) => {
    if (await hasElement(tab, HOST_TAG)) await tabCaller('content', toContent, tab)('page.wake', {});
  });
}

/** The content script asked a moment ago; it may be gone again. */
export async function showPassage(tab: number, shown: { note: string; passage: string }): Promise<void> {
  await tabCaller('content', toContent, tab)('passage.show', shown).catch(() => undefined);
}

/** Whether the page at this address declines, by a header too; null where another one answers, or none: it went on meanwhile. */
export async function declines(tab: number, url: string): Promise<boolean | null> {
  const says = await tabCaller('content', toContent, tab)('page.says', {}).catch(() => null);
  return says?.url === url ? says.optedOut : null;
}

/** A page without our content script (a browser's own page) has nothing to do. */
export async function runCommand(command: string, tab: number): Promise<void> {
  const call = tabCaller('content', toContent, tab);
  try {
    switch (command) {
      case 'highlight-selection':
        await call('selection.mark', { what: 'highlight' });
        break;
      case 'comment-selection':
        await call('selection.mark', { what: 'comment' });
        break;
      case 'show-margin':
        await call('margin.show', { note: null });
        break;
      case 'toggle-marks':
        await call('marks.toggle', {});
        break;
      default:
        break;
    }
  } catch {
    // Nobody is there to hear it.
  }
}
