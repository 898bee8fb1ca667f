/** Where threads of this page are looked for: words, what kind, whose, which colour, and in which order. */
import type { Ref } from 'preact';
import { useId } from 'preact/hooks';
import type { Color, Legend } from '../core/color.ts';
import { isNarrow, type Kind } from '../core/finding.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { ColorPicker } from '../ui/color-picker.tsx';
import { fieldDirection } from '../ui/field-direction.ts';
import { Select } from '../ui/select.tsx';
import type { Finding, Order } from './finding.ts';

type Props = {
  finding: Finding;
  onFinding: (finding: Finding) => void;
  /** Nothing is looked for any more. */
  onEverything: () => void;
  authors: readonly { id: string; name: string }[];
  colors: readonly Color[];
  legend: Legend;
  /** Notes that are shown now, of how many. */
  found: number;
  all: number;
  onClose: () => void;
  fieldRef: Ref<HTMLInputElement>;
};

type Choice<V> = { value: V; label: string };

export function FindBar({ finding, authors, colors, legend, found, all, fieldRef, ...on }: Props) {
  const { onFinding, onEverything, onClose } = on;
  const id = useId();
  const change = (part: Partial<Finding>): void => onFinding({ ...finding, ...part });
  const kinds: Choice<Kind>[] = [
    { value: 'all', label: t('findAll') },
    { value: 'unanswered', label: t('findUnanswered') },
    { value: 'questions', label: t('findQuestions') },
    { value: 'mine', label: t('findMine') },
  ];
  const orders: Choice<Order>[] = [
    { value: 'text', label: t('orderText') },
    { value: 'newest', label: t('orderNewest') },
    { value: 'unanswered', label: t('orderUnanswered') },
  ];
  return (
    <search
      class="find-bar"
      aria-label={t('findTitle')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <label class="unseen" for={id}>
        {t('findWords')}
      </label>
      <input
        ref={fieldRef}
        class="input"
        id={id}
        type="search"
        dir={fieldDirection(finding.words)}
        autocomplete="off"
        placeholder={t('findWords')}
        value={finding.words}
        onInput={(event) => change({ words: event.currentTarget.value })}
      />
      <div class="find-choices">
        <Select label={t('findKind')} value={finding.kind} options={kinds} onChoose={(kind) => change({ kind })} />
        <Select label={t('findOrder')} value={finding.order} options={orders} onChoose={(order) => change({ order })} />
        {authors.length > 1 && (
          <Select
            label={t('findAuthor')}
            value={finding.author ?? ''}
            options={[
              { value: '', label: t('findEverybody') },
              ...authors.map((one) => ({ value: one.id, label: one.name || t('noteNoName') })),
            ]}
            onChoose={(author) => change({ author: author || null })}
          />
        )}
      </div>
      {colors.length > 0 && (
        <ColorPicker
          value={finding.color}
          colors={colors}
          legend={legend}
          none={t('findAnyColor')}
          onChoose={(color) => change({ color })}
        />
      )}
      <p class="find-result soft" role="status">
        {isNarrow(finding) && t('findResult', number(found), number(all))}
        {isNarrow(finding) && (
          <Button size="small" weight="quiet" onClick={onEverything}>
            {t('findClear')}
          </Button>
        )}
      </p>
    </search>
  );
}
