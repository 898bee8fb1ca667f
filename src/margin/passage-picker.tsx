/**
 * A passage chosen by its words and marked, all by keyboard or touch: for whoever cannot or does not want to drag a
 * mouse over a text, and for moving the ends of a passage that is marked already.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Color, Legend } from '../core/color.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { Picked, PickStep } from '../protocol/margin-port.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ColorPicker } from '../ui/color-picker.tsx';
import { fieldDirection } from '../ui/field-direction.ts';
import type { GroupOption } from '../ui/group-picker.tsx';
import { Select } from '../ui/select.tsx';
import { GuardedButton } from './guarded-button.tsx';
import { GuardedPicker } from './guarded-picker.tsx';
import { takeFocus } from './take-focus.ts';

type End = PickStep & { by: 'end' };

type Props = {
  picked: Picked | null;
  /** A note waits for the passage; else it becomes a note of its own. */
  isAttaching: boolean;
  legend: Legend;
  /** Who will see what is marked. */
  audience: { groups: readonly GroupOption[]; value: string; onChoose: (group: string) => void };
  onStep: (step: PickStep) => void;
  onMark: (what: 'highlight' | 'comment', color: Color | null) => void;
  onClose: () => void;
  onUnseen: () => void;
};

export function PassagePicker({ picked, isAttaching, legend, audience, onStep, onMark, onClose, onUnseen }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [unit, setUnit] = useState<End['unit']>('word');
  const [color, setColor] = useState<Color | null>(null);
  const [missed, setMissed] = useState(false);
  useEffect(() => {
    if (field.current) takeFocus(field.current);
  }, []);

  const hasPassage = picked !== null && picked.quote !== '';
  const look = (next: string): void => {
    setWords(next);
    setMissed(false);
    onStep({ by: 'words', words: next });
  };
  const go = (way: 1 | -1): void => onStep({ by: 'place', way });
  const mark = (what: 'highlight' | 'comment'): void => {
    setMissed(!hasPassage);
    if (hasPassage) onMark(what, color);
    else field.current?.focus();
  };
  const move = (edge: End['edge'], way: End['way'], label: string, icon: 'before' | 'after') => (
    <IconButton
      icon={icon}
      label={label}
      aria-disabled={!hasPassage}
      onClick={() => hasPassage && onStep({ by: 'end', edge, unit, way })}
    />
  );

  return (
    <section
      class="picker"
      aria-label={t(isAttaching ? 'pickForNote' : 'pickTitle')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="picker-words">
        <input
          ref={field}
          class="input"
          type="search"
          aria-label={t('pickWords')}
          placeholder={t('pickWords')}
          maxLength={500}
          autocomplete="off"
          dir={fieldDirection(words)}
          value={words}
          onInput={(event) => look(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            if (event.ctrlKey || event.metaKey) mark('highlight');
            else go(event.shiftKey ? -1 : 1);
          }}
        />
        <IconButton icon="up" label={t('pickPrevious')} onClick={() => go(-1)} />
        <IconButton icon="down" label={t('pickNext')} onClick={() => go(1)} />
      </div>
      <div class="picker-passage" role="status">
        {hasPassage && (
          <q class="picker-quote" dir="auto">
            {picked.quote}
          </q>
        )}
        <span class="soft">{missed ? t('pickFirst') : placeOf(picked, words)}</span>
      </div>
      <div class="picker-ends" role="group" aria-label={t('pickEnds')}>
        <span class="soft">{t('pickStart')}</span>
        {move('start', -1, t('pickStartEarlier'), 'before')}
        {move('start', 1, t('pickStartLater'), 'after')}
        <span class="soft">{t('pickEnd')}</span>
        {move('end', -1, t('pickEndEarlier'), 'before')}
        {move('end', 1, t('pickEndLater'), 'after')}
        <Select
          label={t('pickBy')}
          value={unit}
          options={[
            { value: 'word', label: t('pickByWord') },
            { value: 'sentence', label: t('pickBySentence') },
          ]}
          onChoose={setUnit}
        />
      </div>
      {!isAttaching && <ColorPicker value={color} legend={legend} onChoose={setColor} />}
      {!isAttaching && <GuardedPicker {...audience} onUnseen={onUnseen} />}
      <div class="picker-acts">
        {!isAttaching && (
          <>
            <Button weight="quiet" onClick={onClose}>
              {t('actionCancel')}
            </Button>
            <Button icon="note" onClick={() => mark('comment')}>
              {t('adderComment')}
            </Button>
          </>
        )}
        <GuardedButton weight="primary" onAct={() => mark('highlight')} onUnseen={onUnseen}>
          {t(isAttaching ? 'adderAttach' : 'adderHighlight')}
        </GuardedButton>
      </div>
    </section>
  );
}

function placeOf(picked: Picked | null, words: string): string {
  if (!picked || words.trim() === '') return '';
  if (picked.count === 0) return t('pickNone');
  return t('pickPlace', number(picked.at + 1), number(picked.count));
}
