/** What a field may be completed by. It opens over its surroundings, so that nothing moves under a finger. */
import type { ComponentChildren } from 'preact';
import { plural } from '../platform/i18n.ts';
import type { Suggestions } from './use-suggestions.ts';
import './suggestion-list.css';

type Props<T> = {
  label: string;
  suggestions: Suggestions<T>;
  draw: (one: T) => ComponentChildren;
  /** Where there is room for it, seen from the field. */
  side: 'above' | 'below';
};

/** To be put beside the field, in an element of the class `suggesting`. */
export function SuggestionList<T>({ label, suggestions, draw, side }: Props<T>) {
  const { shown, active, listId, optionId, choose } = suggestions;
  return (
    <>
      {shown.length > 0 && (
        <ul
          class={`suggestions suggestions-${side}`}
          role="listbox"
          id={listId}
          aria-label={label}
          // The focus stays in the field, and with it the keyboard of a touch screen.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          {shown.map((one, index) => (
            <li
              key={index}
              id={optionId(index)}
              class="suggestion"
              role="option"
              aria-selected={index === active}
              onClick={() => choose(index)}
            >
              {draw(one)}
            </li>
          ))}
        </ul>
      )}
      <span class="unseen" role="status">
        {shown.length > 0 ? plural('suggestions', shown.length) : ''}
      </span>
    </>
  );
}
