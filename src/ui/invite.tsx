/** The invitation of one group: asked for by a button, then shown as a link and a code to pass on. */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { AskFirst } from './ask-first.tsx';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { errorText } from './error-text.ts';
import { Notice } from './notice.tsx';
import { useAction, type Outcome } from './use-action.ts';
import './forms.css';

export type Invitation = { ok: true; url: string; code: string } | { ok: false; code: string };

type Props = {
  group: { id: string; name: string };
  invite: () => Promise<Invitation>;
  /** Ends the invitation that is there, where that is offered. */
  end?: () => Promise<Outcome>;
};

export function Invite({ group, invite, end }: Props) {
  const { busy, failed, run } = useAction();
  const [shown, setShown] = useState<{ url: string; code: string } | null>(null);
  const ask = () =>
    run(async () => {
      const answer = await invite();
      if (answer.ok) setShown(answer);
      return answer;
    });
  if (shown === null) {
    return (
      <div class="invite">
        <Button icon="link" aria-disabled={busy} aria-label={t('inviteTo', group.name)} onClick={() => void ask()}>
          {t('invite')}
        </Button>
        {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      </div>
    );
  }
  return (
    <div class="invite" role="group" aria-label={t('inviteTo', group.name)}>
      <div class="invite-line">
        <output class="invite-url" dir="ltr" aria-label={t('inviteLink')}>
          {shown.url}
        </output>
        <CopyButton text={shown.url} label={t('inviteCopy')} />
      </div>
      <p class="soft form-words">
        {t('inviteHint')} <bdi class="invite-code">{shown.code}</bdi>
      </p>
      {end && (
        <AskFirst
          key={shown.code}
          label={t('inviteRenew')}
          name={t('inviteRenewNamed', group.name)}
          ask={t('inviteRenewAsk')}
          sure={t('inviteRenewSure')}
          act={async () => {
            const ended = await end();
            if (!ended.ok) return ended;
            // The old link must not stand there any longer, whatever becomes of the new one.
            setShown(null);
            await ask();
            return ended;
          }}
        />
      )}
    </div>
  );
}
