/** Filters to choose from. Each is written into the query, where it can be read, changed and saved with the rest. */
import { COLORS } from '../../core/color.ts';
import type { Choices } from '../../core/search/choices.ts';
import { type Field, filterIn, withFilter } from '../../core/search/query.ts';
import { number } from '../../platform/formats.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
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
  const select = (label: MessageKey, field: Field, none: string, options: readonly Option[]) => {
    const value = filterIn(query, field) ?? '';
    const isKnown = value === '' || options.some((one) => one.value === value);
    const all = [{ value: '', label: none }, ...(isKnown ? [] : [{ value, label: value }]), ...options];
    return (
      <Select
        label={t(label)}
        value={value}
        options={all}
        onChoose={(chosen) => onQuery(withFilter(query, field, chosen === '' ? null : chosen))}
      />
    );
  };
  const counted = (all: Choices['people']): Option[] =>
    all.map(({ words, count }) => ({ value: words, label: `${words} (${number(count)})` }));
  return (
    <div class="filter-selects">
      {select(
        'libraryGroup',
        'in',
        t('libraryAllGroups'),
        groups.map(({ name, personal }) =>
          personal ? { value: 'me', label: t('labelOnlyMe') } : { value: name, label: name },
        ),
      )}
      {select('findAuthor', 'by', t('findEverybody'), [{ value: 'me', label: t('searchMine') }, ...counted(people)])}
      {select('findTag', 'tag', t('findAnyTag'), counted(tags))}
      {select('labelKind', 'kind', t('findAll'), [
        { value: 'question', label: t('findQuestions') },
        { value: 'comment', label: t('findComments') },
        { value: 'highlight', label: t('findHighlights') },
        { value: 'reply', label: t('searchReplies') },
        { value: 'page', label: t('kindPage') },
      ])}
      {select('findKind', 'is', t('findAll'), [
        { value: 'unanswered', label: t('findUnanswered') },
        { value: 'orphan', label: t('libraryLost') },
        { value: 'mine', label: t('searchMine') },
      ])}
      {select(
        'findColor',
        'color',
        t('findAnyColor'),
        COLORS.map((color) => ({ value: color, label: colorName(color) })),
      )}
      {select('searchTime', 'after', t('searchAnyTime'), [
        { value: 'today', label: t('searchToday') },
        { value: '7d', label: t('searchWeek') },
        { value: '30d', label: t('searchMonth') },
        { value: '365d', label: t('searchYear') },
      ])}
    </div>
  );
}
