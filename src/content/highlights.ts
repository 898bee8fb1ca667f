/** Making highlights and taking them back: each time the reader is told who can see it, and can go back and forth. */
import type { Marked } from '../annotator/adder.ts';
import type { Notice } from '../annotator/notice.ts';
import { failureCode } from '../core/failure-code.ts';
import type { Selector } from '../core/selectors.ts';
import { ContextGone } from '../platform/context-gone.ts';
import { freshId } from '../platform/fresh-id.ts';
import { t } from '../platform/i18n.ts';
import type { Caller } from '../platform/rpc.ts';
import type { fromAnnotator } from '../protocol/from-annotator.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';

export type Wanted = Marked & { selectors: Selector[] };

export type HighlightsOptions = {
  facts: () => PageFactsMessage;
  call: Caller<typeof fromAnnotator>;
  say: (notice: Notice, act: () => void) => void;
};

export function createHighlights({ call, facts, say }: HighlightsOptions) {
  /**
   * Asked again with the same id, it makes nothing twice. False if it was not saved; the reader has been told.
   * @param page where the words stand: an application may be at another page when it is done again
   */
  async function create(wanted: Wanted, id = freshId(), page = facts()): Promise<boolean> {
    try {
      const { audience } = await call('highlight.create', { id, page, ...wanted });
      const text = t(audience === 'me' ? 'highlightedForMe' : 'highlightedForGroup');
      say(
        { text, action: t('actionUndo'), key: 'undo', close: t('close'), fades: true },
        () => void undo(wanted, id, page),
      );
      return true;
    } catch (error) {
      const text = t(failureCode(error) === 'no-room' ? 'highlightNoRoom' : 'highlightNotSaved');
      if (!(error instanceof ContextGone))
        say({ text, action: t('tryAgain'), close: t('close') }, () => void create(wanted, id, page));
      return false;
    }
  }

  async function undo(wanted: Wanted, note: string, page: PageFactsMessage): Promise<void> {
    try {
      await call('highlight.undo', { note, page });
      const text = t('highlightUndone');
      say(
        { text, action: t('actionRedo'), key: 'redo', close: t('close'), fades: true },
        () => void create(wanted, freshId(), page),
      );
    } catch (error) {
      if (!(error instanceof ContextGone))
        say({ text: t('undoTooLate'), action: t('close'), fades: true }, () => undefined);
    }
  }

  return { create };
}
