/** My groups: who can come in, and the way out. */
import { may } from '../core/permission.ts';
import { plural, t } from '../platform/i18n.ts';
import type { GroupChoice } from '../protocol/from-pages.ts';
import { offeredName } from '../protocol/offered-name.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { CreateGroup } from '../ui/create-group.tsx';
import { Icon } from '../ui/icon.tsx';
import { Invite } from '../ui/invite.tsx';
import { JoinForm } from '../ui/join-form.tsx';
import { done } from '../ui/use-action.ts';
import { HoldingCard } from './holding-card.tsx';
import { GroupPlaces } from './group-places.tsx';
import { LegendForm, LegendLine } from './legend-form.tsx';
import { LeavePolicyChoice } from './leave-policy-choice.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import type { LibraryPorts, ViewProps } from './ports.ts';
import { roleName } from './role-name.ts';

export function GroupsView({ library, ports }: ViewProps) {
  const { groups, me, notes } = library;
  const { call } = ports;
  return (
    <>
      <h1>{t('libraryGroups')}</h1>
      <ul class="groups">
        {groups.map((group) => (
          <li key={group.id} class="card">
            <div class="group-head">
              <Icon name={group.personal ? 'lock' : 'people'} />
              <h2>
                <bdi>{group.personal ? t('labelOnlyMe') : group.name}</bdi>
              </h2>
              <span class="soft">{factsOf(group)}</span>
            </div>
            {group.personal && <p class="soft form-words">{t('groupPersonalHint')}</p>}
            <HoldingCard group={group} here={notes.filter((note) => note.group.id === group.id).length} call={call} />
            {!group.personal && may({ user: me.id, role: group.role }, { verb: 'group.edit' }) && (
              <LeavePolicyChoice
                policy={group.onLeave ?? 'lock'}
                choose={(policy) => void call('group.setLeavePolicy', { group: group.id, policy })}
              />
            )}
            {may({ user: me.id, role: group.role }, { verb: 'group.edit' }) ? (
              <LegendForm
                group={group.personal ? t('labelOnlyMe') : group.name}
                legend={group.legend ?? {}}
                save={(legend) => done(call('group.setLegend', { group: group.id, legend }))}
              />
            ) : (
              <LegendLine legend={group.legend ?? {}} />
            )}
            {!group.personal && <GroupPlaces group={group} me={me.id} />}
            <div class="group-acts">
              {!group.personal && may({ user: me.id, role: group.role }, { verb: 'group.invite' }) && (
                <Invite
                  group={group}
                  invite={() => call('group.invite', { group: group.id })}
                  end={() => call('group.endInvitation', { group: group.id })}
                />
              )}
              <ExportDialog
                title={group.personal ? t('labelOnlyMe') : group.name}
                notes={notes.filter((note) => note.group.id === group.id)}
                ports={ports}
                members={
                  !group.personal && may({ user: me.id, role: group.role }, { verb: 'group.edit' })
                    ? (library.members.get(group.id) ?? [])
                    : undefined
                }
              />
              {!group.personal && <Leave group={group} me={me.id} ports={ports} />}
            </div>
          </li>
        ))}
      </ul>
      <div class="two">
        <section class="card" aria-labelledby="join">
          <h2 id="join">{t('joinTitle')}</h2>
          <JoinForm name={offeredName(library)} join={(invitation, name) => call('group.join', { invitation, name })} />
        </section>
        <section class="card" aria-labelledby="create">
          <h2 id="create">{t('groupCreate')}</h2>
          <CreateGroup create={(name) => done(call('group.create', { name }))} />
        </section>
      </div>
    </>
  );
}

function factsOf({ personal, members, role }: GroupChoice): string {
  return personal ? '' : `${plural('groupMembers', members)} · ${roleName(role)}`;
}

function Leave({ group, me, ports }: { group: GroupChoice; me: string; ports: LibraryPorts }) {
  const allowed = may({ user: me, role: group.role }, { verb: 'member.remove', member: me, memberRole: group.role });
  if (!allowed) return null;
  return (
    <AskFirst
      label={t('groupLeave')}
      name={t('groupLeaveNamed', group.name)}
      ask={t('groupLeaveAsk')}
      sure={t('groupLeaveSure')}
      act={() => ports.call('group.leave', { group: group.id })}
    />
  );
}
