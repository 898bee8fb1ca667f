/** Tags as one writes them, separated by commas, each completed from those that the group uses already. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { tagAt, tagsOf, withTag } from '../core/tags.ts';
import { beginningWith } from '../core/vocabulary.ts';
import { t } from '../platform/i18n.ts';
import { fieldDirection } from './field-direction.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { useSuggestions } from './use-suggestions.ts';

const MOST = 8;

type Props = {
  value: string;
  onValue: (value: string) => void;
  /** The group's tags, the most used first. */
  known: readonly string[];
  readOnly: boolean;
};

export function TagField({ value, onValue, known, readOnly }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(value.length);
  const wanted = useRef<number | null>(null);
  const place = tagAt(value, Math.min(caret, value.length));
  const others = new Set(tagsOf(`${value.slice(0, place.from)},${value.slice(place.to)}`));
  const found = beginningWith(known, place.words, (tag) => tag)
    .filter((tag) => !others.has(tag) && tag !== place.words)
    .slice(0, MOST);
  const suggestions = useSuggestions(found, (tag) => {
    const next = withTag(value, place, tag);
    wanted.current = next.caret;
    setCaret(next.caret);
    onValue(next.typed);
  });
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  }, [value]);
  const look = ({ currentTarget }: { currentTarget: HTMLInputElement }): void =>
    setCaret(currentTarget.selectionStart ?? currentTarget.value.length);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {t('labelTags')}
      </label>
      <div class="suggesting">
        <input
          ref={field}
          class="input"
          id={id}
          type="text"
          role="combobox"
          aria-expanded={suggestions.shown.length > 0}
          {...suggestions.aria}
          dir={fieldDirection(value)}
          placeholder={t('hintTags')}
          autocomplete="off"
          autocapitalize="none"
          // a draft keeps no more
          maxLength={4000}
          readOnly={readOnly}
          enterkeyhint="next"
          value={value}
          onInput={(event) => {
            look(event);
            onValue(event.currentTarget.value);
            suggestions.open();
          }}
          onClick={(event) => {
            look(event);
            suggestions.open();
          }}
          onKeyUp={look}
          onKeyDown={suggestions.onKeyDown}
          onBlur={suggestions.close}
        />
        <SuggestionList
          label={t('tagsKnown')}
          suggestions={suggestions}
          side="above"
          draw={(tag) => <bdi>{tag}</bdi>}
        />
      </div>
    </div>
  );
}
