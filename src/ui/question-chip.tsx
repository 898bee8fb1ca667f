/** Says that a note asks something, or how many do. */
import type { ComponentChildren } from 'preact';
import { t } from '../platform/i18n.ts';
import { Icon } from './icon.tsx';

/** @param children words that say more than that it is a question */
export function QuestionChip({ children = t('kindQuestion') }: { children?: ComponentChildren }) {
  return (
    <span class="chip chip-question">
      <Icon name="question" />
      {children}
    </span>
  );
}
