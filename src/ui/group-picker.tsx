/** "Who can see this": the choice of the group a note goes to, and the chip that says it afterwards. */
import type { Role } from '../core/record.ts';
import { plural, t } from '../platform/i18n.ts';
import { Icon } from './icon.tsx';
import { Select } from './select.tsx';

export type GroupOption = { id: string; name: string; personal: boolean; role: Role; members: number };

/** Offers the groups this reader may write in; always names how many people will see it. */
export function GroupPicker({
  groups,
  value,
  onChoose,
  disabled = false,
}: {
  groups: readonly GroupOption[];
  value: string;
  onChoose: (group: string) => void;
  disabled?: boolean;
}) {
  const options = groups
    .filter((group) => group.role !== 'reader')
    .map((group) => ({ value: group.id, label: labelOf(group) }));
  return <Select label={t('labelWhoSees')} value={value} options={options} onChoose={onChoose} disabled={disabled} />;
}

function labelOf(group: GroupOption): string {
  if (group.personal) return t('labelOnlyMe');
  return t('groupWithMembers', group.name, plural('groupMembers', group.members));
}

/** Who can see a note, in a few quiet words. */
export function GroupChip({ group }: { group: { name: string; personal: boolean } }) {
  return (
    <span class="chip" title={t('labelWhoSees')}>
      <Icon name={group.personal ? 'lock' : 'people'} />
      <bdi>{group.personal ? t('labelOnlyMe') : group.name}</bdi>
    </span>
  );
}
