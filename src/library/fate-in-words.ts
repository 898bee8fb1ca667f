/** What deleting an account does, sentence by sentence, the heaviest first. */
import { number } from '../platform/formats.ts';
import { plural, t } from '../platform/i18n.ts';
import type { AccountFate } from '../protocol/account.ts';

export function fateInWords({ privateNotes, groups }: AccountFate): string[] {
  const named = groups.flatMap((group) => (group.name === null ? [] : [{ ...group, name: group.name }]));
  const inLeft = groups.reduce((sum, { name, notes }) => (name === null ? sum + notes : sum), 0);
  return [
    ...named.flatMap(({ name, becomes }) => (becomes.of === 'removed' ? [t('deleteRemoved', name)] : [])),
    ...named.flatMap(({ name, becomes }) =>
      becomes.of === 'handed-on' ? [t('deleteHandedOn', name, becomes.to)] : [],
    ),
    ...(privateNotes > 0 ? [plural('deletePrivate', privateNotes)] : []),
    ...named.flatMap(({ name, notes, becomes }) =>
      notes > 0 && becomes.of !== 'removed' ? [t('deleteInGroup', name, number(notes))] : [],
    ),
    ...(inLeft > 0 ? [t('deleteInLeft', number(inLeft))] : []),
    t('deleteFormer'),
    t('deleteBackups'),
  ];
}
