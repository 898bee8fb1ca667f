/** From how large a group on this device asks what to hold of it. */
import { ASK_FROM } from '../core/holding.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { Select } from '../ui/select.tsx';

export function AskFromChoice({ askFrom, choose }: { askFrom: number; choose: (notes: number) => void }) {
  const options = ASK_FROM.map((notes) => ({ value: String(notes), label: t('holdFrom', number(notes)) }));
  return (
    <Select
      label={t('holdFromLabel')}
      hint={t('holdFromHint')}
      value={String(askFrom)}
      options={options}
      onChoose={(notes) => choose(Number(notes))}
    />
  );
}
