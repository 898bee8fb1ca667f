/** Signing in without an invitation: as a guest, with a new e-mail account, or with one that exists (by password, by a code, or by single sign-on). */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { ActionForm } from './action-form.tsx';
import { Button } from './button.tsx';
import { CodeForm, EndpointField } from './code-form.tsx';
import { errorText } from './error-text.ts';
import { NameField } from './join-form.tsx';
import { Notice } from './notice.tsx';
import { Segments } from './segments.tsx';
import { SingleSignOn, type AskWays, type Opened } from './single-sign-on.tsx';
import { TextField } from './text-field.tsx';
import { useAction, type Outcome } from './use-action.ts';

export type AccountCalls = {
  guest(given: { endpoint: string; name: string }): Promise<Outcome>;
  signUp(given: { endpoint: string; name: string; email: string; password: string }): Promise<Outcome>;
  signIn(given: { endpoint: string; email: string; password: string }): Promise<Outcome>;
  byCode(given: { endpoint: string; code: string }): Promise<Outcome>;
  ways: AskWays;
  /** Where a page stays open for as long as the browser asks its user. */
  byPasskey?(given: { endpoint: string }): Promise<Outcome>;
};

type Way = 'guest' | 'signUp' | 'signIn' | 'code';

/** @param ways which are offered, the first one chosen */
export function AccountForm({
  endpoint: known,
  name: knownName,
  ways,
  calls,
}: {
  endpoint: string;
  name: string;
  ways: readonly [Way, ...Way[]];
  calls: AccountCalls;
}) {
  const [way, setWay] = useState<Way>(ways[0]);
  const [endpoint, setEndpoint] = useState(known);
  const [entered, setEntered] = useState(known);
  const [school, setSchool] = useState<Opened | null>(null);
  const [name, setName] = useState(knownName);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const labels = {
    guest: t('accountGuest'),
    signUp: t('accountSignUp'),
    signIn: t('accountSignIn'),
    code: t('accountCode'),
  };
  const submit = () => {
    if (way === 'guest') return calls.guest({ endpoint, name });
    return way === 'signUp'
      ? calls.signUp({ endpoint, name, email, password })
      : calls.signIn({ endpoint, email, password });
  };
  return (
    <div class="account-form">
      {ways.length > 1 && (
        <Segments
          label={t('accountWay')}
          value={way}
          options={ways.map((value) => ({ value, label: labels[value] }))}
          onChoose={setWay}
        />
      )}
      {way === 'code' && school !== null ? (
        <Notice>{t('singleSignOnOpened', school.name)}</Notice>
      ) : (
        <p class="soft form-words">{hintOf(way)}</p>
      )}
      {/* One form a way: a failure of one says nothing about another. */}
      {way === 'code' ? (
        <CodeForm
          key={school?.endpoint}
          endpoint={school?.endpoint ?? endpoint}
          label={labels.signIn}
          onEndpoint={setEntered}
          enter={(given) => calls.byCode(given)}
        />
      ) : (
        <ActionForm key={way} label={labels[way]} submit={labels[way]} onSubmit={submit}>
          <EndpointField value={endpoint} onValue={setEndpoint} onEntered={setEntered} />
          {way !== 'signIn' && <NameField value={name} onValue={setName} />}
          {way !== 'guest' && (
            <>
              <TextField
                label={t('accountEmail')}
                type="email"
                value={email}
                onValue={setEmail}
                required
                maxLength={254}
                autocomplete="username"
              />
              <TextField
                label={t('accountPassword')}
                hint={way === 'signUp' ? t('accountPasswordHint') : undefined}
                type="password"
                value={password}
                onValue={setPassword}
                required
                minLength={way === 'signUp' ? 8 : undefined}
                maxLength={128}
                autocomplete={way === 'signUp' ? 'new-password' : 'current-password'}
              />
            </>
          )}
        </ActionForm>
      )}
      {/* It ends with a code. */}
      {ways.includes('code') && (
        <SingleSignOn
          endpoint={entered}
          ask={(given) => calls.ways(given)}
          onOpened={(opened) => {
            setSchool(opened);
            setWay('code');
          }}
        />
      )}
      {way === 'signIn' && calls.byPasskey && <ByPasskey endpoint={endpoint} calls={calls} />}
    </div>
  );
}

function ByPasskey({ endpoint, calls }: { endpoint: string; calls: AccountCalls }) {
  const { busy, failed, run } = useAction();
  const go = () =>
    void run(async () => (await calls.byPasskey?.({ endpoint })) ?? { ok: false, code: 'passkey-unable' });
  return (
    <>
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      <Button icon="lock" aria-disabled={busy || endpoint === ''} onClick={go}>
        {t('passkeySignIn')}
      </Button>
    </>
  );
}

function hintOf(way: Way): string {
  if (way === 'guest') return t('accountGuestHint');
  if (way === 'code') return t('accountCodeHint');
  return way === 'signUp' ? t('accountSignUpHint') : t('accountSignInHint');
}
