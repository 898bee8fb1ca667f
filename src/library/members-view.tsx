/** Who is in a group, as what; for its hosts, what they may do about it. */
import type { Id } from '../core/id.ts';
import type { MembershipFields } from '../core/record.ts';
import { t } from '../platform/i18n.ts';
import { Avatar } from '../ui/avatar.tsx';
import { MemberActs } from './member-acts.tsx';
import type { ViewProps } from './ports.ts';

export function MembersView({ group, library, ports }: ViewProps & { group: Id }) {
  const choice = library.groups.find(({ id }) => id === group);
  // Of an account that was deleted there is nobody left.
  const all = (library.members.get(group) ?? []).filter(({ erased }) => erased !== true);
  const of = (status: MembershipFields['status']): MembershipFields[] =>
    all.filter((one) => one.status === status).sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  const list = (members: readonly MembershipFields[]) => (
    <ul class="members card">
      {members.map((member) => (
        <li key={member.member}>
          <Avatar name={member.name} seed={member.member} />
          <span class="member-name">
            <bdi>{member.name}</bdi>
            {member.member === library.me.id && <span class="soft">{t('noteMine')}</span>}
          </span>
          {member.status === 'active' && <span class="soft">{t(`roleOf_${member.role}`)}</span>}
          {choice && <MemberActs group={choice} member={member} me={library.me.id} ports={ports} />}
        </li>
      ))}
    </ul>
  );
  const [blocked, left] = [of('removed'), of('left')];
  return (
    <>
      <h1>{t('membersTitle', choice?.name ?? '')}</h1>
      {list(of('active'))}
      {blocked.length > 0 && (
        <section aria-labelledby="blocked">
          <h2 id="blocked">{t('membersBlocked')}</h2>
          {list(blocked)}
        </section>
      )}
      {left.length > 0 && (
        <section aria-labelledby="left">
          <h2 id="left">{t('membersLeft')}</h2>
          {list(left)}
        </section>
      )}
    </>
  );
}

const RANKS = ['owner', 'facilitator', 'member', 'reader'];

function rank({ role }: MembershipFields): number {
  return RANKS.indexOf(role);
}
