/** Puts a note's passage on the clipboard, with where it is from. */
import { quoteWithCitation } from '../../core/export/quote.ts';
import { mayExport, type Note } from '../../core/note.ts';
import { t } from '../../platform/i18n.ts';
import { CopyButton } from '../../ui/copy-button.tsx';

/** Nothing where there is no passage, or where the reader may not take it along. */
export function CopyQuote({ note }: { note: Note }) {
  if (note.quote.trim() === '' || !mayExport(note)) return null;
  return <CopyButton text={quoteWithCitation(note)} label={t('actionCopyQuote')} />;
}
