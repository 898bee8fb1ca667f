/** What of the notes is shown, in one row: whose, which kind, which tag, which colour. */
import type { Legend } from '../core/color.ts';
import { type choicesIn, type Filter, isNarrow, type Kind, NO_FILTER } from '../core/finding.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { colorName } from '../ui/color-sample.tsx';

type Props = {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  /** What there is to choose from. */
  choices: ReturnType<typeof choicesIn>;
  legend: Legend;
  /** That leads to the first choice; null: none does. */
  findKey: string | null;
  /** Notes that are found, of how many. */
  found: number;
  all: number;
};

/** Each choice names itself by what it leaves in, so that the row needs no labels to look at. */
export function FilterBar({ filter, onFilter, choices, legend, findKey, found, all }: Props) {
  const { authors, tags, colors } = choices;
  const change = (part: Partial<Filter>): void => onFilter({ ...filter, ...part });
  const kinds: [Kind, string][] = [
    ['all', t('findAll')],
    ['unanswered', t('findUnanswered')],
    ['questions', t('findQuestions')],
    ['comments', t('findComments')],
    ['highlights', t('findHighlights')],
    ['mine', t('findMine')],
  ];
  return (
    <search class="filter-bar" aria-label={t('popupFilter')}>
      <Choice
        label={t('findKind')}
        value={filter.kind}
        options={kinds}
        shortcut={findKey}
        onChoose={(kind) => change({ kind })}
      />
      {(authors.length > 1 || filter.author !== null) && (
        <Choice
          label={t('findAuthor')}
          value={filter.author ?? ''}
          options={[['', t('findEverybody')], ...authors.map(({ id, name }) => pair(id, name || t('noteNoName')))]}
          onChoose={(author) => change({ author: author || null })}
        />
      )}
      {(tags.length > 0 || filter.tag !== null) && (
        <Choice
          label={t('findTag')}
          value={filter.tag ?? ''}
          options={[['', t('findAnyTag')], ...tags.map((tag) => pair(tag, tag))]}
          onChoose={(tag) => change({ tag: tag || null })}
        />
      )}
      {(colors.length > 0 || filter.color !== null) && (
        <Choice
          label={t('findColor')}
          value={filter.color ?? ''}
          options={[['', t('findAnyColor')], ...colors.map((color) => pair(color, colorName(color, legend[color])))]}
          onChoose={(color) => change({ color: color || null })}
        />
      )}
      <p class="filter-result soft">
        <span role="status">{isNarrow(filter) && t('findResult', number(found), number(all))}</span>
        {isNarrow(filter) && (
          <Button size="small" weight="quiet" onClick={() => onFilter(NO_FILTER)}>
            {t('findClear')}
          </Button>
        )}
      </p>
    </search>
  );
}

function pair<V extends string>(value: V, label: string): [V, string] {
  return [value, label];
}

function Choice<V extends string>({
  label,
  value,
  options,
  shortcut = null,
  onChoose,
}: {
  label: string;
  value: V;
  options: readonly (readonly [V, string])[];
  shortcut?: string | null;
  onChoose: (value: V) => void;
}) {
  const isChosen = value !== options[0]?.[0];
  return (
    <select
      class={isChosen ? 'filter filter-chosen' : 'filter'}
      aria-label={label}
      title={label}
      aria-keyshortcuts={shortcut ?? undefined}
      value={value}
      onChange={(event) => {
        const chosen = options[event.currentTarget.selectedIndex];
        if (chosen) onChoose(chosen[0]);
      }}
    >
      {options.map(([one, name]) => (
        <option key={one} value={one} selected={one === value} dir="auto">
          {name}
        </option>
      ))}
    </select>
  );
}
