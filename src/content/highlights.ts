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
  /** Asked again with the same id, it makes nothing twice. False if it was not saved; the reader has been told. */
  async function create(wanted: Wanted, id = freshId()): Promise<boolean> {
    try {
      const { audience } = await call('highlight.create', { id, page: facts(), ...wanted });
      const text = t(audience === 'me' ? 'highlightedForMe' : 'highlightedForGroup');
      say({ text, action: t('actionUndo'), key: 'undo', close: t('close'), fades: true }, () => void undo(wanted, id));
      return true;
    } catch (error) {
      const text = t(failureCode(error) === 'no-room' ? 'highlightNoRoom' : 'highlightNotSaved');
      if (!(error instanceof ContextGone))
        say({ text, action: t('tryAgain'), close: t('close') }, () => void create(wanted, id));
      return false;
    }
  }

  async function undo(wanted: Wanted, note: string): Promise<void> {
    try {
      await call('highlight.undo', { note, page: facts() });
      const text = t('highlightUndone');
      say({ text, action: t('actionRedo'), key: 'redo', close: t('close'), fades: true }, () => void create(wanted));
    } catch (error) {
      if (!(error instanceof ContextGone))
        say({ text: t('undoTooLate'), action: t('close'), fades: true }, () => undefined);
    }
  }

  return { create };
}
