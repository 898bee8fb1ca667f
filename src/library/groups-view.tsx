/** My groups: who can come in, and the way out. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Id } from '../core/id.ts';
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
import { GatheredExport } from './gathered-export.tsx';
import type { LibraryPorts, NotesProps } from './ports.ts';
import { roleName } from './role-name.ts';
import { ToldTo } from './told-to.tsx';

export function GroupsView({ library, ports, withMuted }: NotesProps) {
  const { groups, me } = library;
  const counts = useCounts(ports, withMuted);
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
            <ToldTo hosts={group.toldTo ?? []} />
            <HoldingCard group={group} here={counts.get(group.id) ?? 0} call={call} />
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
              <GroupExport group={group} library={library} ports={ports} withMuted={withMuted} />
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

/** How many notes of each group are on this device. */
function useCounts({ catalog }: LibraryPorts, withMuted: boolean): ReadonlyMap<Id, number> {
  const [counts, setCounts] = useState<ReadonlyMap<Id, number>>(new Map());
  useEffect(() => {
    const life = new AbortController();
    const read = (): void =>
      void catalog.ask('counts', { withMuted }).then(
        (found) => life.signal.aborted || setCounts(found),
        () => undefined,
      );
    read();
    catalog.onNews(({ news }) => news === 'notes' && read(), life.signal);
    return () => life.abort();
  }, [catalog, withMuted]);
  return counts;
}

type OfGroup = Pick<NotesProps, 'library' | 'ports' | 'withMuted'> & { group: GroupChoice };

function GroupExport({ group, library, ports, withMuted }: OfGroup) {
  const ids = useCallback(
    () => ports.catalog.ask('group', { group: group.id, withMuted }),
    [ports, group.id, withMuted],
  );
  const title = group.personal ? t('labelOnlyMe') : group.name;
  const { me, members, unplaced } = library;
  const isHost = !group.personal && may({ user: me.id, role: group.role }, { verb: 'group.edit' });
  return (
    <GatheredExport
      title={title}
      ids={ids}
      ports={ports}
      withMuted={withMuted}
      unplaced={unplaced}
      members={isHost ? (members.get(group.id) ?? []) : undefined}
    />
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
