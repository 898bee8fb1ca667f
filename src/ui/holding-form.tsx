/**
 * What this device is to hold of a large group: asked once, changed when one likes (ADR 0030). Every choice
 * says what it costs, and the one that tells the endpoint something says what. Nothing is chosen beforehand.
 */
import { useId, useState } from 'preact/hooks';
import { KEPT_DAYS, NEWEST, holdingChoice, type Holding, type HoldingChoice } from '../core/holding.ts';
import { days, megabytes, number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { ActionForm } from './action-form.tsx';
import type { Outcome } from './use-action.ts';

type Props = {
  group: { name: string };
  holding: Holding;
  choose: (choice: HoldingChoice) => Promise<Outcome>;
};

export function HoldingForm({ group, holding, choose }: Props) {
  const [chosen, setChosen] = useState<HoldingChoice | null>(holding.choice === 'ask' ? null : holding.choice);
  const id = useId();
  const submit = async (): Promise<Outcome> => (chosen === null ? { ok: false, code: 'choose_one' } : choose(chosen));
  return (
    <ActionForm label={t('holdLabel', group.name)} submit={t('holdGo')} onSubmit={submit}>
      <fieldset class="choices" aria-describedby={`${id}-why`}>
        <legend class="field-label">{t('holdAsk')}</legend>
        <p id={`${id}-why`} class="soft form-words">
          {sizeText(group.name, holding)}
        </p>
        {holdingChoice.options.map((choice) => (
          <div key={choice} class="choice">
            <input
              type="radio"
              id={`${id}-${choice}`}
              name={id}
              required
              checked={choice === chosen}
              aria-describedby={`${id}-${choice}-hint`}
              onChange={() => setChosen(choice)}
            />
            <label class="choice-words" for={`${id}-${choice}`}>
              {wordsOf(choice).label}
            </label>
            <p id={`${id}-${choice}-hint`} class="choice-hint soft">
              {wordsOf(choice).hint}
            </p>
          </div>
        ))}
      </fieldset>
    </ActionForm>
  );
}

/** In a line: what is held now. */
export function holdingText(choice: Holding['choice']): string {
  return choice === 'ask' ? t('holdUndecided') : wordsOf(choice).label;
}

function wordsOf(choice: HoldingChoice): { label: string; hint: string } {
  switch (choice) {
    case 'all':
      return { label: t('holdAll'), hint: t('holdAllHint') };
    case 'opened':
      return { label: t('holdOpened'), hint: t('holdOpenedHint', days(KEPT_DAYS)) };
    case 'newest':
      return { label: t('holdNewest', number(NEWEST)), hint: t('holdNewestHint') };
    case 'mine':
      return { label: t('holdMine'), hint: t('holdMineHint') };
  }
}

function sizeText(name: string, { notes, bytes }: Holding): string {
  if (bytes === null) return t('holdHere', name, number(notes));
  return t('holdSize', name, number(notes), megabytes(bytes));
}
