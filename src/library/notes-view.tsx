/** All notes by document, those written in last first, with a search over everything. */
import { useMemo, useState } from 'preact/hooks';
import { groupByDocument } from '../core/documents.ts';
import { readNoteLink } from '../core/note-link.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { DocumentItem } from './document-item.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { filterNotes } from './filter.ts';
import { LinkLine } from './link-line.tsx';
import type { ViewProps } from './ports.ts';
import { useGrowing } from '../ui/use-growing.ts';

const ALL = '';

export function NotesView({ library, ports }: ViewProps) {
  const { notes, groups } = library;
  const [group, setGroup] = useState(ALL);
  const [words, setWords] = useState('');
  const chosen = groups.find(({ id }) => id === group);
  const found = useMemo(() => filterNotes(notes, { group: group || null, words }), [notes, group, words]);
  const documents = useMemo(() => groupByDocument(found), [found]);
  const isLink = readNoteLink(words) !== null;
  const excerpts = words.trim() !== '';
  const shown = useGrowing(documents, 40, (document) => (
    <DocumentItem key={document.keys[0]} document={document} excerpts={excerpts} />
  ));
  if (notes.length === 0) return <NoNotes />;

  const groupNames = groups.map(({ id, name, personal }) => ({ value: id, label: personal ? t('labelOnlyMe') : name }));
  const title = chosen ? (chosen.personal ? t('labelOnlyMe') : chosen.name) : t('libraryAll');
  return (
    <>
      <h1>{t('libraryNotes')}</h1>
      <search class="filters">
        <TextField label={t('librarySearch')} type="search" value={words} onValue={setWords} autocomplete="off" />
        <Select
          label={t('libraryGroup')}
          value={group}
          options={[{ value: ALL, label: t('libraryAllGroups') }, ...groupNames]}
          onChoose={setGroup}
        />
      </search>
      <div class="list-head">
        <p class="soft" role="status">
          {t('libraryFound', number(found.length), number(documents.length))}
        </p>
        <ExportDialog title={title} notes={found} ports={ports} unplaced={library.unplaced} />
      </div>
      {isLink && <LinkLine key={words} link={words} ports={ports} />}
      {documents.length === 0 && !isLink && (
        <EmptyState icon="question" title={t('libraryNothingFound')}>
          {t('libraryNothingFoundHint')}
        </EmptyState>
      )}
      <ul class="documents">{shown}</ul>
    </>
  );
}

function NoNotes() {
  return (
    <EmptyState
      title={t('libraryEmpty')}
      action={
        <a class="button button-primary" href="#welcome">
          {t('libraryEmptyGo')}
        </a>
      }
    >
      {t('libraryEmptyHint')}
    </EmptyState>
  );
}
