/** Access tokens for tools of others: made and shown once, listed, ended. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { TokenEntry } from '../protocol/account.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction } from '../ui/use-action.ts';
import { CredentialItem } from './credential-item.tsx';
import type { ViewProps } from './ports.ts';

const MAX_NAME = 80;

export function TokensCard({ library, ports }: ViewProps) {
  const { call } = ports;
  const [tokens, setTokens] = useState<readonly TokenEntry[]>([]);
  const [isOffered, setOffered] = useState(true);
  const [name, setName] = useState('');
  /** Nobody can read it again: it is here until it is put away. */
  const [made, setMade] = useState<string | null>(null);
  const { failed, run } = useAction();
  const read = useCallback(async () => {
    const answer = await call('token.list', {});
    if (answer.ok) setTokens(answer.tokens);
    // An endpoint of before has no such thing.
    else if (answer.code === 'not_found') setOffered(false);
    return answer;
  }, [call]);
  useEffect(() => void run(read), [read, run]);
  const make = async () => {
    const answer = await call('token.make', { name: name.trim() });
    if (!answer.ok) return answer;
    setMade(answer.token);
    setName('');
    return read();
  };
  const end = async (token: string) => {
    const outcome = await call('token.end', { token });
    return outcome.ok ? read() : outcome;
  };
  if (!isOffered) return null;
  return (
    <section class="card" aria-labelledby="tokens">
      <h2 id="tokens">{t('tokensTitle')}</h2>
      <p class="soft form-words">{t('tokensHint')}</p>
      <dl class="facts">
        <dt>{t('tokensAddress')}</dt>
        <dd>
          <bdi>{addressOf(library.sync.endpoint)}</bdi>
        </dd>
      </dl>
      {tokens.length > 0 && (
        <ul class="devices">
          {tokens.map(({ id, name: called, created, used }) => (
            <CredentialItem
              key={id}
              called={<bdi>{called}</bdi>}
              created={created}
              used={used}
              end={{
                label: t('tokenEnd'),
                name: t('tokenEndNamed', called),
                ask: t('tokenEndAsk'),
                sure: t('tokenEndSure'),
                act: () => end(id),
              }}
            />
          ))}
        </ul>
      )}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      {made === null ? (
        <ActionForm label={t('tokenMake')} submit={t('tokenMake')} weight="plain" onSubmit={make}>
          <TextField label={t('tokenName')} value={name} onValue={setName} maxLength={MAX_NAME} required />
        </ActionForm>
      ) : (
        <div class="add-device" role="group" aria-label={t('tokenText')}>
          <p role="status">{t('tokenOnce')}</p>
          <div class="invite-line">
            <output class="token-text" dir="ltr" aria-label={t('tokenText')}>
              {made}
            </output>
            <CopyButton text={made} label={t('tokenCopy')} />
          </div>
          <Button size="small" weight="quiet" onClick={() => setMade(null)}>
            {t('deviceAddHide')}
          </Button>
        </div>
      )}
    </section>
  );
}

function addressOf(endpoint: string | null): string {
  return endpoint === null ? '' : new URL('/api/', endpoint).href;
}
