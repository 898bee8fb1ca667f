/** What can be written into the search. */
import { COLORS } from '../../core/color.ts';
import { FIELDS, KINDS, type Problem, STATES } from '../../core/search/query.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';

const LINES: readonly [string, MessageKey][] = [
  ['"on the shore"', 'searchPhrase'],
  ['shor*', 'searchBeginning'],
  ['-shore', 'searchWithout'],
  ['tag: by: in:', 'searchWhose'],
  [`kind: ${KINDS.join(' ')}`, 'searchKinds'],
  [`color: ${COLORS.join(' ')}`, 'searchColors'],
  ['before: after:', 'searchDates'],
  [`is: ${STATES.join(' ')}`, 'searchStates'],
];

export function SearchHelp() {
  return (
    <details class="search-help">
      <summary>{t('searchHelp')}</summary>
      <dl class="facts">
        {LINES.map(([example, words]) => (
          <div key={words} class="search-help-line">
            <dt>
              <code dir="ltr">{example}</code>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What is wrong with a part of a query, and what to do. */
export function problemInWords({ code, words }: Problem): string {
  switch (code) {
    case 'filter':
      return t('searchNoFilter', words, FIELDS.map((one) => `${one}:`).join(' '));
    case 'kind':
      return t('searchNoValue', words, KINDS.join(', '));
    case 'color':
      return t('searchNoValue', words, COLORS.join(', '));
    case 'is':
      return t('searchNoValue', words, STATES.join(', '));
    case 'before':
    case 'after':
      return t('searchNoDate', words);
  }
}
