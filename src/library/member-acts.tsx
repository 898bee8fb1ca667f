/** What a host may do about one person in their group. What cannot simply be set back is asked twice. */
import { useState } from 'preact/hooks';
import type { Id } from '../core/id.ts';
import { may } from '../core/permission.ts';
import { role as roles, type MembershipFields, type Role } from '../core/record.ts';
import { t } from '../platform/i18n.ts';
import type { GroupChoice } from '../protocol/from-pages.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { Button } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import { useAction } from '../ui/use-action.ts';
import type { LibraryPorts } from './ports.ts';

type Props = { group: GroupChoice; member: MembershipFields; me: Id; ports: LibraryPorts };

export function MemberActs({
  group: { id: group, role },
  member: { member, name, role: memberRole, status },
  me,
  ports,
}: Props) {
  const { call } = ports;
  const actor = { user: me, role };
  const { busy, failed, run } = useAction();
  const isActive = status === 'active';
  const mayRemove = member !== me && may(actor, { verb: 'member.remove', member, memberRole });
  const remove = (block: boolean) => call('member.remove', { group, member, block });
  return (
    <div class="member-acts">
      {isActive && may(actor, { verb: 'member.setRole', member, memberRole }) && (
        <RoleChoice
          name={name}
          role={memberRole}
          give={(given) => call('member.setRole', { group, member, role: given })}
        />
      )}
      {isActive && mayRemove && (
        <AskFirst
          label={t('memberRemove', name)}
          ask={t('memberRemoveAsk', name)}
          sure={t('memberRemoveSure')}
          act={() => remove(false)}
        />
      )}
      {status !== 'removed' && mayRemove && (
        <AskFirst
          label={t('memberBlock', name)}
          ask={t('memberBlockAsk', name)}
          sure={t('memberBlockSure')}
          act={() => remove(true)}
        />
      )}
      {status === 'removed' && may(actor, { verb: 'member.unblock' }) && (
        <Button
          size="small"
          aria-disabled={busy}
          onClick={() => void run(() => call('member.unblock', { group, member }))}
        >
          {t('memberUnblock', name)}
        </Button>
      )}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
    </div>
  );
}

type RoleProps = {
  name: string;
  role: Role;
  give: (role: Role) => Promise<{ ok: true } | { ok: false; code: string }>;
};

/** A role is set back as it was set; an owner's place is not. */
function RoleChoice({ name, role, give }: RoleProps) {
  const [handing, setHanding] = useState(false);
  const { failed, run } = useAction();
  const options = roles.options.map((value) => ({ value, label: t(`roleOf_${value}`) }));
  return (
    <>
      <Select
        label={t('memberRole', name)}
        value={handing ? 'owner' : role}
        options={options}
        onChoose={(chosen) => {
          setHanding(chosen === 'owner');
          if (chosen !== 'owner' && chosen !== role) void run(() => give(chosen));
        }}
      />
      {handing && (
        <Notice
          tone="warn"
          action={
            <>
              <Button
                size="small"
                weight="danger"
                onClick={() => void run(() => give('owner')).then(() => setHanding(false))}
              >
                {t('memberOwnerSure')}
              </Button>
              <Button size="small" weight="quiet" onClick={() => setHanding(false)}>
                {t('actionCancel')}
              </Button>
            </>
          }
        >
          {t('memberOwnerAsk', name)}
        </Notice>
      )}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
    </>
  );
}
