/** What a group says of the copies on the devices of those who are out of it: its hosts choose. */
import { leavePolicy, type LeavePolicy } from '../core/leave-policy.ts';
import { t } from '../platform/i18n.ts';
import { Select } from '../ui/select.tsx';

type Props = { policy: LeavePolicy; choose: (policy: LeavePolicy) => void };

export function LeavePolicyChoice({ policy, choose }: Props) {
  const labels: Record<LeavePolicy, string> = {
    keep: t('leaveKeep'),
    lock: t('leaveLock'),
    remove: t('leaveRemove'),
  };
  const options = leavePolicy.options.map((value) => ({ value, label: labels[value] }));
  return (
    <Select label={t('leavePolicy')} hint={t('leavePolicyHint')} value={policy} options={options} onChoose={choose} />
  );
}
