/** Account and endpoint, the devices of the account, keys, and the account's end. */
import { t } from '../platform/i18n.ts';
import type { Me } from '../protocol/from-pages.ts';
import { offeredName } from '../protocol/offered-name.ts';
import { AccountForm } from '../ui/account-form.tsx';
import { signWithPasskey } from '../ui/passkey-ceremony.ts';
import { SignOut } from '../ui/sign-out.tsx';
import { KeyList } from '../ui/key-list.tsx';
import { AskFromChoice } from './ask-from-choice.tsx';
import { BackupCard } from './backup-card.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { DevicesCard } from './devices-card.tsx';
import { GoOver } from './go-over.tsx';
import { keyPorts } from './key-ports.ts';
import { MutedCard } from './muted-card.tsx';
import { NoticesCard } from './notices-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import type { ViewProps } from './ports.ts';
import { hashOf } from './route.ts';
import { TokensCard } from './tokens-card.tsx';

export function SettingsView({ library, ports }: ViewProps) {
  const { me, sync } = library;
  const { call } = ports;
  const ended = sync.state === 'signed-out';
  return (
    <>
      <h1>{t('librarySettings')}</h1>
      <section class="card" aria-labelledby="account">
        <h2 id="account">{t('accountTitle')}</h2>
        {me.signedIn ? (
          <dl class="facts">
            <dt>{t('settingsName')}</dt>
            <dd>
              <bdi>{me.name}</bdi>
            </dd>
            <dt>{t('accountEmail')}</dt>
            <dd>{me.email === null ? t('settingsNoEmail') : <bdi>{me.email}</bdi>}</dd>
            <dt>{t('settingsEndpoint')}</dt>
            <dd>
              <bdi>{sync.endpoint ?? ''}</bdi>
            </dd>
          </dl>
        ) : (
          <p class="soft">{t('accountLocal')}</p>
        )}
        {me.signedIn && me.email === null && <h3>{t('accountUpgrade')}</h3>}
        {(!me.signedIn || ended || me.email === null) && (
          <AccountForm
            key={me.id}
            endpoint={sync.endpoint ?? ''}
            name={offeredName(library)}
            ways={waysOf(me, ended)}
            calls={{
              guest: (given) => call('account.guest', given),
              signUp: (given) => call('account.signUp', given),
              signIn: (given) => call('account.signIn', given),
              byCode: (given) => call('account.signInByCode', given),
              ways: (given) => call('account.signInWays', given),
              byPasskey: async ({ endpoint }) => {
                const challenge = await call('passkey.challenge', { endpoint });
                if (!challenge.ok) return challenge;
                const signed = await signWithPasskey(challenge);
                return signed.ok ? call('account.signInByPasskey', { endpoint, answer: signed.answer }) : signed;
              },
            }}
          />
        )}
        {(me.signedIn || ended) && (
          <SignOut signOut={(discard) => call('account.signOut', { discard })} onExport={toNotes} />
        )}
      </section>
      {me.signedIn && <DevicesCard key={me.id} library={library} ports={ports} />}
      {me.signedIn && <PasskeysCard key={me.id} library={library} ports={ports} />}
      {me.signedIn && <TokensCard key={me.id} library={library} ports={ports} />}
      {me.signedIn && me.email === null && <GoOver endpoint={sync.endpoint ?? ''} ports={ports} />}
      <section class="card" aria-label={t('libraryGroups')}>
        <AskFromChoice askFrom={library.askFrom} choose={(notes) => void call('holding.askFrom', { notes })} />
      </section>
      <MutedCard library={library} ports={ports} />
      <NoticesCard library={library} ports={ports} />
      <BackupCard library={library} ports={ports} />
      <section class="card" aria-labelledby="keys">
        <h2 id="keys">{t('keysTitle')}</h2>
        <KeyList {...keyPorts(ports, library)} />
      </section>
      {me.signedIn && <DeleteAccount key={me.id} library={library} ports={ports} onExport={toNotes} />}
    </>
  );
}

function toNotes(): void {
  location.hash = hashOf({ at: 'notes' });
}

function waysOf(me: Me, ended: boolean): Parameters<typeof AccountForm>[0]['ways'] {
  // A guest has no password to come back with, but perhaps a passkey.
  if (ended) return me.email === null ? ['code', 'signIn'] : ['signIn', 'code'];
  return me.signedIn ? ['signUp'] : ['signUp', 'signIn', 'code', 'guest'];
}
