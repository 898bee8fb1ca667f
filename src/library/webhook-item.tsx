/** One webhook: whether it is told what is new, what came of the last attempts, and what can be done with it. */
import type { Id } from '../core/id.ts';
import { t } from '../platform/i18n.ts';
import type { Webhook, WebhookTested } from '../protocol/webhooks.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { Button } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { useAction, type Outcome } from '../ui/use-action.ts';
import type { LibraryPorts } from './ports.ts';

type Props = { hook: Webhook; group: Id; call: LibraryPorts['call']; changed: () => void };

export function WebhookItem({ hook: { id: webhook, url, disabled, attempts }, group, call, changed }: Props) {
  const { busy, failed, run } = useAction();
  const after = async (work: Promise<Outcome>): Promise<Outcome> => {
    const outcome = await work;
    if (outcome.ok) changed();
    return outcome;
  };
  const act = (method: 'webhook.test' | 'webhook.enable') => () =>
    void run(() => after(call(method, { group, webhook })));
  return (
    <li class="webhook">
      <p class="form-words">
        <bdi dir="ltr">{url}</bdi> <span class="soft">{stateInWords(disabled)}</span>
      </p>
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      {attempts.length > 0 && (
        <details class="form-words">
          <summary class="soft">{t('webhookAttempts')}</summary>
          <ul>
            {attempts.map((attempt) => (
              <li key={attempt.at}>
                <span>{attemptInWords(attempt)}</span> <TimeAgo instant={attempt.at} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="group-acts">
        <Button size="small" aria-disabled={busy} onClick={act('webhook.test')}>
          {t('webhookTest')}
        </Button>
        {disabled !== null && (
          <Button size="small" aria-disabled={busy} onClick={act('webhook.enable')}>
            {t(disabled === 'maker' ? 'webhookTakeOver' : 'webhookEnable')}
          </Button>
        )}
        <AskFirst
          label={t('webhookRemove')}
          ask={t('webhookRemoveAsk')}
          sure={t('webhookRemove')}
          act={() => after(call('webhook.remove', { group, webhook }))}
        />
      </div>
    </li>
  );
}

function stateInWords(disabled: Webhook['disabled']): string {
  if (disabled === null) return t('webhookOn');
  switch (disabled) {
    case 'maker':
      return t('webhookNoMaker');
    case 'gone':
      return t('webhookGone');
    default:
      return t('webhookFailing');
  }
}

function attemptInWords({ status, error }: WebhookTested): string {
  if (status !== null) return t('webhookAnswered', String(status));
  switch (error) {
    case 'private':
      return t('webhookPrivate');
    case 'slow':
      return t('webhookSlow');
    case 'unreachable':
    case null:
      return t('webhookUnreachable');
  }
}
