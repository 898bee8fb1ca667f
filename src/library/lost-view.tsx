/** Notes whose passages their pages did not surely show when they were last open here, by document. */
import { useMemo } from 'preact/hooks';
import { groupByDocument, type DocumentNotes } from '../core/documents.ts';
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import type { Library } from '../store/read-library.ts';
import type { Unplaced } from '../store/records.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NoteCard } from '../ui/note-card.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { PageLink } from './page-link.tsx';
import type { ViewProps } from './ports.ts';
import { hashOf } from './route.ts';
import { UnplacedRemark } from './unplaced-remark.tsx';
import { useGrowing } from '../ui/use-growing.ts';

/** The first notes of threads that have no sure place; answers stand with them. */
export function lostNotes({ notes, unplaced }: Pick<Library, 'notes' | 'unplaced'>): Note[] {
  return notes.filter(({ id }) => unplaced.has(id));
}

export function LostView({ library, ports }: ViewProps) {
  const { notes, unplaced } = library;
  const lost = useMemo(() => lostNotes({ notes, unplaced }), [notes, unplaced]);
  const documents = useMemo(
    () => groupByDocument(lost).map((document): LostDocument => ({ document, unplaced })),
    [lost, unplaced],
  );
  const shown = useGrowing(documents, 8, drawDocument);
  return (
    <>
      <h1>{t('libraryLost')}</h1>
      {lost.length === 0 ? (
        <EmptyState icon="check" title={t('lostEmpty')}>
          {t('lostEmptyHint')}
        </EmptyState>
      ) : (
        <div class="list-head">
          <p class="soft">{t('lostHint')}</p>
          <ExportDialog title={t('libraryLost')} notes={lost} ports={ports} unplaced={unplaced} />
        </div>
      )}
      <ul class="passages">{shown}</ul>
    </>
  );
}

type LostDocument = { document: DocumentNotes; unplaced: ReadonlyMap<string, Unplaced> };

function drawDocument({ document: { title, source, keys, notes }, unplaced }: LostDocument) {
  const key = keys[0] ?? source;
  return (
    <li key={key} class="passage">
      <h2>
        <a class="document-title" href={hashOf({ at: 'document', key })}>
          <bdi>{title}</bdi>
        </a>
      </h2>
      <p class="document-facts">
        <PageLink source={source} />
      </p>
      {notes.map((note) => {
        const found = unplaced.get(note.id);
        return (
          <div key={note.id} class="card">
            <NoteCard note={note} place={found && <UnplacedRemark unplaced={found} />} />
          </div>
        );
      })}
    </li>
  );
}
