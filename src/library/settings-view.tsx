/** Account, endpoint and keys. */
import { t } from '../platform/i18n.ts';
import { offeredName } from '../protocol/offered-name.ts';
import { AccountForm } from '../ui/account-form.tsx';
import { SignOut } from '../ui/sign-out.tsx';
import type { ViewProps } from './ports.ts';
import { hashOf } from './route.ts';
import { ShortcutList } from './shortcut-list.tsx';

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
            <dd dir="auto">{me.name}</dd>
            <dt>{t('accountEmail')}</dt>
            <dd>{me.email ?? t('settingsNoEmail')}</dd>
            <dt>{t('settingsEndpoint')}</dt>
            <dd>{sync.endpoint ?? ''}</dd>
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
            ways={ended ? ['signIn'] : me.signedIn ? ['signUp'] : ['signUp', 'signIn', 'guest']}
            calls={{
              guest: (given) => call('account.guest', given),
              signUp: (given) => call('account.signUp', given),
              signIn: (given) => call('account.signIn', given),
            }}
          />
        )}
        {(me.signedIn || ended) && (
          <SignOut
            signOut={(discard) => call('account.signOut', { discard })}
            onExport={() => {
              location.hash = hashOf({ at: 'notes' });
            }}
          />
        )}
      </section>
      <section class="card" aria-labelledby="keys">
        <h2 id="keys">{t('keysTitle')}</h2>
        <ShortcutList ports={ports} />
      </section>
    </>
  );
}
