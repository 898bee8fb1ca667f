/** What can be done with the selected notes, at the lower edge of the page for as long as there are any. */
import { useState } from 'preact/hooks';
import type { Id } from '../../core/id.ts';
import type { Note } from '../../core/note.ts';
import { may } from '../../core/permission.ts';
import { tagsOf } from '../../core/tags.ts';
import { number } from '../../platform/formats.ts';
import { t } from '../../platform/i18n.ts';
import type { Library } from '../../store/read-library.ts';
import { Button } from '../../ui/button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TagField } from '../../ui/tag-field.tsx';
import { ExportFormats } from '../export/export-dialog.tsx';
import type { LibraryPorts } from '../ports.ts';
import { ProgressLine } from '../progress-line.tsx';
import type { Bulk } from './use-bulk.ts';

type Props = {
  ids: readonly Id[];
  /** How many there are to select. */
  of: number;
  selectAll: () => void;
  clear: () => void;
  library: Library;
  ports: LibraryPorts;
  bulk: Bulk;
  knownTags: readonly string[];
};

type Form = 'tag' | 'untag' | 'move' | null;

export function BulkBar({ ids, of, selectAll, clear, library, ports, bulk, knownTags }: Props) {
  const [form, setForm] = useState<Form>(null);
  const [tags, setTags] = useState('');
  const groups = library.groups.filter(({ role }) => may({ user: library.me.id, role }, { verb: 'annotation.create' }));
  const [group, setGroup] = useState(groups[0]?.id ?? '');
  const [gathered, setGathered] = useState<{ ids: readonly Id[]; notes: Note[] } | null>(null);
  const taken = gathered?.ids === ids ? gathered.notes : null;
  const open = (next: Form): void => setForm((before) => (before === next ? null : next));
  const change = (): void => {
    const wanted = tagsOf(tags);
    if (form === 'move') bulk.move(ids, group);
    else if (wanted.length > 0) bulk.retag(ids, form === 'tag' ? { add: wanted } : { remove: wanted });
    setForm(null);
  };
  if (bulk.progress) {
    const { done, of: all } = bulk.progress;
    return (
      <section class="bulk-bar" aria-label={t('selectActs')}>
        <div class="bulk-working" role="status">
          <ProgressLine label={t('selectActs')} done={done} of={all} onCancel={bulk.stop} />
        </div>
      </section>
    );
  }
  return (
    <section class="bulk-bar" aria-label={t('selectActs')}>
      <span class="bulk-count" role="status">
        {t('selectCount', number(ids.length))}
      </span>
      <div class="bulk-acts">
        {ids.length < of && (
          <Button size="small" weight="quiet" onClick={selectAll}>
            {t('selectAll')}
          </Button>
        )}
        <Button size="small" weight="quiet" onClick={clear}>
          {t('selectNone')}
        </Button>
        <Button size="small" aria-expanded={form === 'tag'} onClick={() => open('tag')}>
          {t('bulkTag')}
        </Button>
        <Button size="small" aria-expanded={form === 'untag'} onClick={() => open('untag')}>
          {t('bulkUntag')}
        </Button>
        <Button size="small" aria-expanded={form === 'move'} onClick={() => open('move')}>
          {t('bulkMove')}
        </Button>
        {taken === null && (
          <Button size="small" onClick={() => bulk.gather(ids, (notes) => setGathered({ ids, notes }))}>
            {t('export')}
          </Button>
        )}
        <Button
          size="small"
          weight="danger"
          icon="remove"
          onClick={() => {
            bulk.remove(ids);
            clear();
          }}
        >
          {t('actionDelete')}
        </Button>
      </div>
      {taken !== null && (
        <ExportFormats
          title={t('libraryNotes')}
          notes={taken}
          ports={ports}
          unplaced={library.unplaced}
          onClose={() => setGathered(null)}
        />
      )}
      {bulk.failed !== null && <Notice tone="error">{errorText(bulk.failed)}</Notice>}
      {form !== null && (
        <form
          class="bulk-form"
          onSubmit={(event) => {
            event.preventDefault();
            change();
          }}
        >
          {form === 'move' ? (
            <>
              <Select
                label={t('bulkMoveTo')}
                value={group}
                options={groups.map(({ id, name, personal }) => ({
                  value: id,
                  label: personal ? t('labelOnlyMe') : name,
                }))}
                onChoose={setGroup}
                hint={t('bulkMoveHint')}
              />
              <Button type="submit" weight="primary">
                {t('bulkMove')}
              </Button>
            </>
          ) : (
            <>
              <TagField value={tags} onValue={setTags} known={knownTags} readOnly={false} />
              <Button type="submit" weight="primary">
                {t(form === 'tag' ? 'bulkTag' : 'bulkUntag')}
              </Button>
            </>
          )}
        </form>
      )}
    </section>
  );
}
