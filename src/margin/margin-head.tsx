/** The head of the margin: which page, how much is said on it, and what can be done with the whole of it. */
import type { Note } from '../core/note.ts';
import { plural, t } from '../platform/i18n.ts';
import type { Conversation, SyncStatus } from '../protocol/from-pages.ts';
import { IconButton } from '../ui/button.tsx';
import { OpenQuestions } from './open-questions.tsx';
import type { Finder } from './use-finder.ts';
import type { Layout } from './use-layout.ts';

type Props = {
  title: string;
  notes: readonly Note[];
  /** Null until all of it was read. */
  conversation: Conversation | null;
  finder: Finder;
  /** By which the search is opened, as `aria-keyshortcuts` has it; null: by none. */
  findKey: string | null;
  layout: Layout;
  hidesMarks: boolean;
  onHideMarks: (on: boolean) => void;
  onClose: () => void;
};

export function MarginHead({ title, notes, conversation, finder, findKey, layout, hidesMarks, ...on }: Props) {
  const { onHideMarks, onClose } = on;
  return (
    <header class="margin-head">
      <div class="margin-titles">
        <h1 dir="auto">{title}</h1>
        <p class="soft margin-counts">
          <span>
            {conversation ? plural('notes', notes.filter(({ muted }) => muted !== 'hidden').length) : t('loading')}
          </span>
          {conversation && <Sent sync={conversation.sync} />}
          <OpenQuestions notes={conversation ? notes : []} finding={finder.finding} onFinding={finder.find} />
        </p>
      </div>
      {notes.length > 0 && (
        <IconButton
          icon={hidesMarks ? 'unseen' : 'eye'}
          label={t(hidesMarks ? 'marksShow' : 'marksHide')}
          onClick={() => onHideMarks(!hidesMarks)}
        />
      )}
      {layout.chosen && (
        <IconButton
          icon="layout"
          label={t('layoutTitle')}
          aria-expanded={layout.isOpen}
          onClick={() => layout.open(!layout.isOpen)}
        />
      )}
      {notes.length > 1 && (
        <IconButton
          icon="search"
          label={t('findTitle')}
          aria-expanded={finder.isOpen}
          aria-keyshortcuts={findKey ?? undefined}
          onClick={finder.isOpen ? finder.close : finder.open}
        />
      )}
      <IconButton icon="close" label={t('marginClose')} onClick={onClose} />
    </header>
  );
}

function Sent({ sync }: { sync: SyncStatus }) {
  if (sync.state === 'local') return <span>{t('onThisDevice')}</span>;
  return sync.waiting > 0 ? <span>{plural('syncWaiting', sync.waiting)}</span> : null;
}
