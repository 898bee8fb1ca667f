/** What the endpoint refused, with its words and the reason: nothing is thrown away but by a choice made here. */
import { useState } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import { wordsOf } from '../core/words-of.ts';
import { plural, t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { errorText } from '../ui/error-text.ts';
import { NoteCard } from '../ui/note-card.tsx';
import { Notice } from '../ui/notice.tsx';
import { done, useAction } from '../ui/use-action.ts';
import { ExportDialog } from './export/export-dialog.tsx';
import type { LibraryPorts, ViewProps } from './ports.ts';

export function NotSentView({ library, ports }: ViewProps) {
  const refused = library.notes.filter(({ send }) => send.state === 'refused');
  // A refused change of a group has no card of its own.
  const others = Math.max(0, library.sync.refused - refused.length);
  const { failed, run } = useAction();
  const retryAll = () => void run(() => done(ports.call('outbox.retry', { note: null })));
  return (
    <>
      <h1>{t('sendRefused')}</h1>
      {refused.length + others === 0 ? (
        <EmptyState icon="check" title={t('notSentEmpty')}>
          {t('notSentEmptyHint')}
        </EmptyState>
      ) : (
        <div class="list-head">
          <p class="soft">{t('notSentHint')}</p>
          <Button size="small" icon="retry" onClick={retryAll}>
            {t('notSentRetryAll')}
          </Button>
          <ExportDialog title={t('sendRefused')} notes={refused} ports={ports} />
        </div>
      )}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      {others > 0 && <Notice tone="warn">{plural('notSentOther', others)}</Notice>}
      <ul class="passages">
        {refused.map((note) => (
          <li key={note.id} class="card">
            <Refused note={note} ports={ports} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Refused({ note, ports }: { note: Note; ports: LibraryPorts }) {
  const [sure, setSure] = useState(false);
  const { failed, run } = useAction();
  const act = (asked: () => Promise<unknown>) => void run(() => done(asked()));
  const discard = () => act(() => ports.call('outbox.discard', { note: note.id }));
  const actions = (
    <>
      {note.text !== '' && <CopyButton text={wordsOf(note.text)} label={t('actionCopy')} />}
      <Button size="small" icon="retry" onClick={() => act(() => ports.call('outbox.retry', { note: note.id }))}>
        {t('actionRetry')}
      </Button>
      <Button
        size="small"
        weight="danger"
        onClick={() => (sure ? discard() : setSure(true))}
        onBlur={() => setSure(false)}
      >
        {t(sure ? 'actionDiscardSure' : 'actionDiscard')}
      </Button>
    </>
  );
  const reason = failed ?? (note.send.state === 'refused' ? note.send.code : null);
  return (
    <NoteCard note={note} actions={actions}>
      {reason !== null && <Notice tone="warn">{errorText(reason)}</Notice>}
    </NoteCard>
  );
}
