/**
 * The end of an account: what it takes away is asked of the endpoint and said before, and it is done
 * only by somebody who types the account's name, and its password where it has one.
 */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { AccountFate } from '../protocol/account.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Button } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction } from '../ui/use-action.ts';
import { fateInWords } from './fate-in-words.ts';
import type { ViewProps } from './ports.ts';

type Props = ViewProps & {
  /** Goes to where notes can be exported. */
  onExport: () => void;
};

export function DeleteAccount({ library, ports, onExport }: Props) {
  const [fate, setFate] = useState<AccountFate | null>(null);
  const { busy, failed, run } = useAction();
  const ask = () =>
    void run(async () => {
      const answer = await ports.call('account.fate', {});
      if (answer.ok) setFate(answer.fate);
      return answer;
    });
  return (
    <section class="card" aria-labelledby="delete">
      <h2 id="delete">{t('deleteTitle')}</h2>
      <p class="soft form-words">{t('deleteHint')}</p>
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      {fate === null ? (
        <Button weight="danger" aria-disabled={busy} onClick={ask}>
          {t('deleteGo')}
        </Button>
      ) : (
        <>
          <Notice tone="warn" action={<Button onClick={onExport}>{t('signOutExport')}</Button>}>
            {t('deleteCannot')}
          </Notice>
          <ul class="fate">
            {fateInWords(fate).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <Sure
            name={library.me.name}
            hasPassword={fate.password}
            remove={(password) => ports.call('account.delete', password === null ? {} : { password })}
            onCancel={() => setFate(null)}
          />
        </>
      )}
    </section>
  );
}

type SureProps = {
  name: string;
  hasPassword: boolean;
  remove: (password: string | null) => Promise<{ ok: true } | { ok: false; code: string }>;
  onCancel: () => void;
};

function Sure({ name, hasPassword, remove, onCancel }: SureProps) {
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const submit = async () => {
    const isRight = typed.trim() === name.trim();
    setIsWrong(!isRight);
    // Said at the field; the form has nothing to add.
    if (!isRight) return { ok: true } as const;
    return remove(hasPassword ? password : null);
  };
  return (
    <>
      <ActionForm label={t('deleteTitle')} submit={t('deleteSure')} weight="danger" onSubmit={submit}>
        <TextField
          label={t('deleteName')}
          hint={t('deleteNameHint', name)}
          error={isWrong ? t('deleteNameWrong', name) : null}
          value={typed}
          onValue={setTyped}
          required
          maxLength={80}
          autocomplete="off"
        />
        {hasPassword && (
          <TextField
            label={t('accountPassword')}
            type="password"
            value={password}
            onValue={setPassword}
            required
            maxLength={128}
            autocomplete="current-password"
          />
        )}
      </ActionForm>
      <Button weight="quiet" onClick={onCancel}>
        {t('actionCancel')}
      </Button>
    </>
  );
}
