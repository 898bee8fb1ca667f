/** What was found, before any of it is taken: how much is new, the first of it, what will not be taken and why, and where it goes. */
import { useEffect, useState } from 'preact/hooks';
import type { Id } from '../../core/id.ts';
import type { ForeignNote } from '../../core/import/imported.ts';
import { markdownExcerpt } from '../../core/markdown.ts';
import { may } from '../../core/permission.ts';
import { quoteOf } from '../../core/selectors.ts';
import { number } from '../../platform/formats.ts';
import { t } from '../../platform/i18n.ts';
import type { Library } from '../../store/read-library.ts';
import { Button } from '../../ui/button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import type { AskCatalog } from '../catalog/client.ts';
import type { LibraryPorts } from '../ports.ts';
import type { Found } from './read-file.ts';
import { RejectedList } from './rejected-list.tsx';
import { sourceName } from './source-name.ts';

type Props = {
  found: Found;
  failed: string | null;
  library: Library;
  save: LibraryPorts['save'];
  ask: AskCatalog;
  onTake: (group: string) => void;
  onAgain: () => void;
};

export function FoundCard({ found, failed, library, save, ask, onTake, onAgain }: Props) {
  const { groups, me } = library;
  const open = groups.filter(({ role }) => may({ user: me.id, role }, { verb: 'annotation.create' }));
  const [group, setGroup] = useState(open.find(({ personal }) => personal)?.id ?? open[0]?.id ?? '');
  const here = useHere(ask, group, found);
  const fresh = found.count - here;
  return (
    <section class="card" aria-labelledby="import-found">
      <h2 id="import-found">{t('importFrom', sourceName(found.kind))}</h2>
      <dl class="import-counts">
        <Count label={t('importNew')} count={fresh} />
        <Count label={t('importHere')} count={here} />
        <Count label={t('importNot')} count={found.rejected.length} />
      </dl>
      {found.count > 0 && (
        <>
          <h3>{t('importFirst')}</h3>
          <ul class="import-first">
            {found.first.map((note) => (
              <First key={note.name} note={note} />
            ))}
          </ul>
        </>
      )}
      <RejectedList rejected={found.rejected} save={save} />
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      {fresh === 0 ? (
        <Notice>{t('importEmpty')}</Notice>
      ) : (
        <Select
          label={t('importInto')}
          value={group}
          options={open.map(({ id, name, personal }) => ({ value: id, label: personal ? t('labelOnlyMe') : name }))}
          onChoose={setGroup}
          hint={open.some(({ id, personal }) => id === group && !personal) ? t('importIntoHint') : undefined}
        />
      )}
      <div class="import-acts">
        {fresh > 0 && (
          <Button weight="primary" disabled={group === ''} onClick={() => onTake(group)}>
            {t('importStart')}
          </Button>
        )}
        <Button onClick={onAgain}>{fresh === 0 ? t('importAgain') : t('actionCancel')}</Button>
      </div>
    </section>
  );
}

/** How many of them are in the group already, or here as the notes that they were exported from; none until that is known. */
function useHere(ask: AskCatalog, group: string, found: Found): number {
  const [here, setHere] = useState(0);
  useEffect(() => {
    const life = new AbortController();
    const count = async (): Promise<void> => {
      const names: Id[][] = [];
      for await (const { ids, former } of found.partsFor(group)) {
        if (life.signal.aborted) return;
        names.push(...ids.map((id, at) => [id, former[at] ?? []].flat()));
      }
      const known = new Set(await ask('known', { ids: names.flat() }));
      if (!life.signal.aborted) setHere(names.filter((some) => some.some((id) => known.has(id))).length);
    };
    // Without it the import itself says so.
    count().catch(() => undefined);
    return () => life.abort();
  }, [ask, group, found]);
  return here;
}

export function Count({ label, count }: { label: string; count: number }) {
  return (
    <div>
      <dt class="soft">{label}</dt>
      <dd>{number(count)}</dd>
    </div>
  );
}

function First({ note: { fields } }: { note: ForeignNote }) {
  const quote = quoteOf(fields.target.selectors)?.exact ?? '';
  return (
    <li dir="auto">
      <bdi class="soft">{fields.target.title}</bdi>
      {quote !== '' && <q>{markdownExcerpt(quote, 160)}</q>}
      {fields.text !== '' && <span>{markdownExcerpt(fields.text, 160)}</span>}
    </li>
  );
}
