/** What is asked of few, before the notes: somebody new for an invitation, and the reader of a large group what to keep of it. */
import { t } from '../platform/i18n.ts';
import type { GroupChoice } from '../protocol/from-pages.ts';
import { HoldingForm } from '../ui/holding-form.tsx';
import { JoinForm } from '../ui/join-form.tsx';
import { done } from '../ui/use-action.ts';
import type { PopupPorts } from './ports.ts';

/** The first thing for somebody new: an invitation. Everything else is one press away. */
export function Newcomer({ ports, name, onOther }: { ports: PopupPorts; name: string; onOther: () => void }) {
  return (
    <section class="panel" aria-labelledby="newcomer">
      <h2 id="newcomer">{t('joinTitle')}</h2>
      <JoinForm name={name} join={(invitation, called) => ports.call('group.join', { invitation, name: called })} />
      <p class="soft form-words">
        {t('popupAlone')}{' '}
        <button type="button" class="link" onClick={onOther}>
          {t('popupOther')}
        </button>
      </p>
    </section>
  );
}

export function Undecided({ group, ports }: { group: GroupChoice; ports: PopupPorts }) {
  if (!group.holding) return null;
  return (
    <section class="panel" aria-label={t('holdLabel', group.name)}>
      <HoldingForm
        key={group.id}
        group={group}
        holding={group.holding}
        choose={(choice) => done(ports.call('group.hold', { group: group.id, choice }))}
      />
    </section>
  );
}
