/** The words of a note as they are typed: Markdown, with the members of the group completed after an @. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { peopleIn, type Person } from '../core/mentions.ts';
import { MAX_TEXT } from '../core/record.ts';
import {
  isWhole,
  mentionAt,
  namedPeople,
  toKept,
  toTyped,
  withMention,
  withOthers,
  type Named,
} from '../core/typed-mentions.ts';
import { beginningWith } from '../core/vocabulary.ts';
import { t } from '../platform/i18n.ts';
import { Avatar } from './avatar.tsx';
import { fieldDirection } from './field-direction.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { useSuggestions } from './use-suggestions.ts';

const MOST = 5;

/** Somebody who is or was in the group. */
export type Mentionable = Person & { isOffered: boolean };

type Props = {
  /** As it is kept (core/mentions.ts). */
  value: string;
  onValue: (value: string) => void;
  people: readonly Mentionable[];
  fieldRef?: RefObject<HTMLTextAreaElement | null> | undefined;
  placeholder: string;
  /** Told how to put Markdown where the caret is. */
  insertRef?: RefObject<((markdown: string) => void) | null> | undefined;
  /** Its words are being saved: what is typed now would belong to nothing. */
  readOnly: boolean;
  'aria-label': string;
  'aria-describedby': string;
};

export function WordsField({ value, onValue, people, fieldRef, insertRef, ...native }: Props) {
  const own = useRef<HTMLTextAreaElement>(null);
  const field = fieldRef ?? own;
  const named = useMemo(() => namedPeople(withOthers(people, peopleIn(value))), [people, value]);
  const typed = toTyped(value, named);
  const [caret, setCaret] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const place = caret === null ? null : mentionAt(typed, caret);
  const suggestions = useSuggestions(place ? fitting(place.words, named, people) : [], choose, true);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  }, [typed]);
  useLayoutEffect(() => {
    if (!insertRef) return undefined;
    insertRef.current = (markdown) => {
      const { selectionStart = typed.length, selectionEnd = typed.length } = field.current ?? {};
      put(selectionStart, selectionEnd, markdown);
    };
    return () => {
      insertRef.current = null;
    };
  });
  const look = ({ currentTarget }: { currentTarget: HTMLTextAreaElement }): void => {
    const { selectionStart, selectionEnd } = currentTarget;
    setCaret(selectionStart === selectionEnd ? selectionStart : null);
  };
  return (
    <div class="suggesting">
      <textarea
        {...native}
        {...suggestions.aria}
        ref={field}
        class="input"
        dir={fieldDirection(typed)}
        aria-haspopup="listbox"
        maxLength={MAX_TEXT - (value.length - typed.length)}
        value={typed}
        onInput={(event) => {
          look(event);
          onValue(toKept(event.currentTarget.value, named));
          suggestions.open();
        }}
        onClick={look}
        onKeyUp={look}
        onKeyDown={suggestions.onKeyDown}
        onBlur={suggestions.close}
      />
      <SuggestionList
        label={t('mentionsKnown')}
        suggestions={suggestions}
        side="below"
        draw={({ id, name, label }) => (
          <>
            <Avatar name={name} seed={id} />
            <bdi>{label}</bdi>
          </>
        )}
      />
    </div>
  );

  /** On a line of its own where there is something before it. */
  function put(from: number, to: number, markdown: string): void {
    const before = typed.slice(0, from);
    const piece = `${before === '' || before.endsWith('\n') ? '' : '\n'}${markdown}\n`;
    wanted.current = from + piece.length;
    onValue(toKept(before + piece + typed.slice(to), named));
  }

  function choose(person: Named): void {
    if (!place) return;
    const next = withMention(typed, place, person);
    wanted.current = next.caret;
    setCaret(next.caret);
    onValue(toKept(next.typed, named));
  }
}

/** Members who may be mentioned and are called so; none once a whole name stands there. */
function fitting(words: string, named: readonly Named[], people: readonly Mentionable[]): Named[] {
  if (isWhole(words, named)) return [];
  const offered = new Set(people.flatMap(({ id, isOffered }) => (isOffered ? [id] : [])));
  const found = beginningWith(named, words, ({ label }) => label);
  return found.filter(({ id }) => offered.has(id)).slice(0, MOST);
}
