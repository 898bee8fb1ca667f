/** Groups and account in the popup: join, start, invite, sign in, sign out; one form open at a time. */
import type { ComponentChildren } from 'preact';
import { may } from '../core/permission.ts';
import { plural, t } from '../platform/i18n.ts';
import type { Conversation, GroupChoice } from '../protocol/from-pages.ts';
import { offeredName } from '../protocol/offered-name.ts';
import { AccountForm } from '../ui/account-form.tsx';
import { CreateGroup } from '../ui/create-group.tsx';
import { Invite } from '../ui/invite.tsx';
import { JoinForm } from '../ui/join-form.tsx';
import { SignOut } from '../ui/sign-out.tsx';
import { done } from '../ui/use-action.ts';
import type { PopupPorts } from './ports.ts';

type Props = { conversation: Conversation; ports: PopupPorts; onDone: () => void };

export function GroupsView({ conversation, ports, onDone }: Props) {
  const { me, groups, sync } = conversation;
  const { call } = ports;
  const shared = groups.filter(({ personal }) => !personal);
  const accountForm = (ways: Parameters<typeof AccountForm>[0]['ways']) => (
    <AccountForm
      key={me.id}
      endpoint={sync.endpoint ?? ''}
      name={offeredName(conversation)}
      ways={ways}
      calls={{
        guest: (given) => call('account.guest', given),
        signUp: (given) => call('account.signUp', given),
        signIn: (given) => call('account.signIn', given),
        byCode: (given) => call('account.signInByCode', given),
        ways: (given) => call('account.signInWays', given),
      }}
    />
  );
  return (
    <div class="popup-body">
      <section class="panel" aria-labelledby="groups">
        <h2 id="groups">{t('groupsTitle')}</h2>
        {shared.length === 0 && <p class="soft form-words">{t('groupsNone')}</p>}
        <ul class="groups">
          {shared.map((group) => (
            <Group key={group.id} group={group} me={me.id} ports={ports} />
          ))}
        </ul>
        <Fold title={t('joinTitle')} open={!me.signedIn}>
          <JoinForm
            name={offeredName(conversation)}
            join={(invitation, name) => finish(call('group.join', { invitation, name }), onDone)}
          />
        </Fold>
        <Fold title={t('groupCreate')}>
          <CreateGroup create={(name) => done(call('group.create', { name }))} />
        </Fold>
      </section>
      <section class="panel" aria-labelledby="account">
        <h2 id="account">{t('accountTitle')}</h2>
        <p class="form-words">{accountWords(conversation)}</p>
        {!me.signedIn && <Fold title={t('accountOther')}>{accountForm(['signUp', 'signIn', 'code', 'guest'])}</Fold>}
        {me.signedIn && me.email === null && <Fold title={t('accountUpgrade')}>{accountForm(['signUp'])}</Fold>}
        {me.signedIn && (
          <SignOut
            signOut={(discard) => call('account.signOut', { discard })}
            onExport={() => void ports.openLibrary('')}
          />
        )}
      </section>
    </div>
  );
}

async function finish<T extends { ok: boolean }>(asked: Promise<T>, onDone: () => void): Promise<T> {
  const outcome = await asked;
  if (outcome.ok) onDone();
  return outcome;
}

function Group({ group, me, ports }: { group: GroupChoice; me: string; ports: PopupPorts }) {
  const host = may({ user: me, role: group.role }, { verb: 'group.invite' });
  return (
    <li class="group">
      <div class="group-name">
        <bdi>{group.name}</bdi>
        <span class="soft">{plural('groupMembers', group.members)}</span>
      </div>
      {host && <Invite group={group} invite={() => ports.call('group.invite', { group: group.id })} />}
    </li>
  );
}

function Fold({ title, open = false, children }: { title: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="fold" name="popup-groups" open={open}>
      <summary>{title}</summary>
      <div class="fold-inside">{children}</div>
    </details>
  );
}

function accountWords({ me, sync }: Conversation): string {
  const where = sync.endpoint ?? '';
  if (!me.signedIn) return t('accountLocal');
  return me.email === null ? t('accountIsGuest', me.name, where) : t('accountIsEmail', me.name, me.email, where);
}
