/** Filters to choose from. Each is written into the query, where it can be read, changed and saved with the rest. */
import { useMemo } from 'preact/hooks';
import { COLORS } from '../../core/color.ts';
import type { Choice, Choices } from '../../core/search/choices.ts';
import { type Field, filterIn, withFilter } from '../../core/search/query.ts';
import { number } from '../../platform/formats.ts';
import { t } from '../../platform/i18n.ts';
import type { GroupChoice } from '../../protocol/from-pages.ts';
import { colorName } from '../../ui/color-sample.tsx';
import { Select } from '../../ui/select.tsx';

type Props = {
  query: string;
  onQuery: (query: string) => void;
  groups: readonly GroupChoice[];
  choices: Choices;
};

type Option = { value: string; label: string };

export function FilterSelects({ query, onQuery, groups, choices: { people, tags } }: Props) {
  // Hundreds of them, which stay the same while somebody types.
  const ofGroups = useMemo(() => [{ value: '', label: t('libraryAllGroups') }, ...groups.map(ofGroup)], [groups]);
  const ofPeople = useMemo(() => [...everybody(), ...people.map(counted)], [people]);
  const ofTags = useMemo(() => [{ value: '', label: t('findAnyTag') }, ...tags.map(counted)], [tags]);
  const fixed = useMemo(fixedOptions, []);
  const filter = { query, onQuery };
  return (
    <div class="filter-selects">
      <FilterSelect {...filter} label={t('libraryGroup')} field="in" options={ofGroups} />
      <FilterSelect {...filter} label={t('findAuthor')} field="by" options={ofPeople} />
      <FilterSelect {...filter} label={t('findTag')} field="tag" options={ofTags} />
      <FilterSelect {...filter} label={t('labelKind')} field="kind" options={fixed.kinds} />
      <FilterSelect {...filter} label={t('findKind')} field="is" options={fixed.states} />
      <FilterSelect {...filter} label={t('findColor')} field="color" options={fixed.colors} />
      <FilterSelect {...filter} label={t('searchTime')} field="after" options={fixed.times} />
    </div>
  );
}

type FilterProps = Pick<Props, 'query' | 'onQuery'> & { label: string; field: Field; options: readonly Option[] };

function FilterSelect({ query, onQuery, label, field, options }: FilterProps) {
  const value = filterIn(query, field) ?? '';
  // What was typed stands among the choices.
  const all = useMemo(() => {
    const [none, ...others] = options;
    const isKnown = options.some((one) => one.value === value);
    return isKnown || !none ? options : [none, { value, label: value }, ...others];
  }, [options, value]);
  return (
    <Select
      label={label}
      value={value}
      options={all}
      onChoose={(chosen) => onQuery(withFilter(query, field, chosen === '' ? null : chosen))}
    />
  );
}

const ofGroup = ({ name, personal }: GroupChoice): Option =>
  personal ? { value: 'me', label: t('labelOnlyMe') } : { value: name, label: name };

const counted = ({ words, count }: Choice): Option => ({ value: words, label: `${words} (${number(count)})` });

const everybody = (): Option[] => [
  { value: '', label: t('findEverybody') },
  { value: 'me', label: t('searchMine') },
];

/** The same for everybody, whatever they have. */
function fixedOptions() {
  return {
    kinds: [
      { value: '', label: t('findAll') },
      { value: 'question', label: t('findQuestions') },
      { value: 'comment', label: t('findComments') },
      { value: 'highlight', label: t('findHighlights') },
      { value: 'reply', label: t('searchReplies') },
      { value: 'page', label: t('kindPage') },
    ],
    states: [
      { value: '', label: t('findAll') },
      { value: 'unanswered', label: t('findUnanswered') },
      { value: 'orphan', label: t('libraryLost') },
      { value: 'mine', label: t('searchMine') },
    ],
    colors: [
      { value: '', label: t('findAnyColor') },
      ...COLORS.map((color) => ({ value: color, label: colorName(color) })),
    ],
    times: [
      { value: '', label: t('searchAnyTime') },
      { value: 'today', label: t('searchToday') },
      { value: '7d', label: t('searchWeek') },
      { value: '30d', label: t('searchMonth') },
      { value: '365d', label: t('searchYear') },
    ],
  } satisfies Record<string, readonly Option[]>;
}
