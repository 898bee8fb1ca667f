/** Keyboard commands of the manifest, carried to the page that is looked at. */
import { tabCaller } from '../platform/rpc.ts';
import { toContent } from '../protocol/to-content.ts';

/** A page without our content script (a browser's own page) has nothing to do. */
export async function runCommand(command: string, tab: number): Promise<void> {
  const call = tabCaller('content', toContent, tab);
  try {
    switch (command) {
      case 'highlight-selection':
        await call('selection.highlight', {});
        break;
      case 'comment-selection':
        await call('selection.comment', {});
        break;
      case 'show-margin':
        await call('margin.show', { note: null });
        break;
      default:
        break;
    }
  } catch {
    // Nobody is there to hear it.
  }
}
