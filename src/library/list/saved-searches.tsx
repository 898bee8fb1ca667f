/** Searches to come back to, by name: chosen, saved and deleted; deleting can be undone. */
import { useId, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { SavedSearch } from '../../store/records.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { LibraryPorts } from '../ports.ts';

type Props = {
  searches: readonly SavedSearch[];
  query: string;
  onQuery: (query: string) => void;
  ports: LibraryPorts;
  say: (words: string, undo?: () => void) => void;
};

export function SavedSearches({ searches, query, onQuery, ports: { call }, say }: Props) {
  const id = useId();
  const [name, setName] = useState<string | null>(null);
  const current = query.trim();
  const canSave = current !== '' && !searches.some((one) => one.query === current);
  const save = async (): Promise<void> => {
    const called = name?.trim() ?? '';
    if (called === '') return;
    await call('search.save', { name: called, query: current });
    setName(null);
  };
  const forget = async ({ id: search, name: called, query: kept }: SavedSearch): Promise<void> => {
    await call('search.forget', { id: search });
    say(t('searchForgotten', called), () => void call('search.save', { name: called, query: kept }));
  };
  if (searches.length === 0 && !canSave) return null;
  return (
    <div class="saved-searches">
      {searches.length > 0 && (
        <ul class="saved-list" aria-label={t('searchSaved')}>
          {searches.map((one) => (
            <li key={one.id} class="saved">
              <button
                type="button"
                class="saved-go"
                aria-pressed={one.query === current}
                onClick={() => onQuery(one.query === current ? '' : one.query)}
              >
                <Icon name="search" />
                <bdi>{one.name}</bdi>
              </button>
              <IconButton
                icon="close"
                size="small"
                label={t('searchForget', one.name)}
                onClick={() => void forget(one)}
              />
            </li>
          ))}
        </ul>
      )}
      {canSave && name === null && (
        <Button size="small" weight="quiet" onClick={() => setName(current.slice(0, 60))}>
          {t('searchSave')}
        </Button>
      )}
      {canSave && name !== null && (
        <form
          class="save-search"
          aria-labelledby={id}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <span id={id} class="unseen">
            {t('searchSave')}
          </span>
          <TextField label={t('searchName')} value={name} onValue={setName} maxLength={80} required autofocus />
          <Button type="submit" weight="primary">
            {t('keySave')}
          </Button>
          <Button weight="quiet" onClick={() => setName(null)}>
            {t('actionCancel')}
          </Button>
        </form>
      )}
    </div>
  );
}
