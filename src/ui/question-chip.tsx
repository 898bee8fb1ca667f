/** Says that a note asks something. */
import { t } from '../platform/i18n.ts';
import { Icon } from './icon.tsx';

export function QuestionChip() {
  return (
    <span class="chip chip-question">
      <Icon name="question" />
      {t('kindQuestion')}
    </span>
  );
}
