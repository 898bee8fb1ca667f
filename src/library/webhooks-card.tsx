/** A group's webhooks, for its hosts: added with their secret shown once, tried, switched on again and removed. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Id } from '../core/id.ts';
import { t } from '../platform/i18n.ts';
import type { Webhook } from '../protocol/webhooks.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useAction } from '../ui/use-action.ts';
import type { LibraryPorts } from './ports.ts';
import { WebhookItem } from './webhook-item.tsx';

export function WebhooksCard({ group, call }: { group: Id; call: LibraryPorts['call'] }) {
  const { failed, run } = useAction();
  const [hooks, setHooks] = useState<Webhook[] | null>(null);
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const read = useCallback(
    () =>
      run(async () => {
        const answer = await call('webhook.list', { group });
        if (answer.ok) setHooks(answer.webhooks);
        return answer;
      }),
    [call, group, run],
  );
  useEffect(() => void read(), [read]);
  const add = async () => {
    const answer = await call('webhook.add', { group, url });
    if (answer.ok) {
      setSecret(answer.secret);
      setUrl('');
      await read();
    }
    return answer;
  };
  return (
    <section class="card" aria-labelledby="webhooks">
      <h2 id="webhooks">{t('webhookTitle')}</h2>
      <p class="soft form-words">{t('webhookWhat')}</p>
      {failed !== null && (
        <Notice tone="error" action={<Button onClick={() => void read()}>{t('tryAgain')}</Button>}>
          {errorText(failed)}
        </Notice>
      )}
      {hooks !== null && hooks.length > 0 && (
        <ul class="devices">
          {hooks.map((hook) => (
            <WebhookItem key={hook.id} hook={hook} group={group} call={call} changed={() => void read()} />
          ))}
        </ul>
      )}
      {secret !== null && (
        <>
          <div class="invite-line">
            <output class="invite-url" dir="ltr" aria-label={t('webhookSecret')}>
              {secret}
            </output>
            <CopyButton text={secret} label={t('webhookSecretCopy')} />
          </div>
          <p class="form-words">{t('webhookSecretOnce')}</p>
        </>
      )}
      <ActionForm label={t('webhookTitle')} submit={t('webhookAdd')} onSubmit={add}>
        <TextField label={t('webhookAddress')} type="url" value={url} onValue={setUrl} required maxLength={2000} />
      </ActionForm>
    </section>
  );
}
