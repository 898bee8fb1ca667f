/** What there is on the page in front, and what to do about it. */
import { listOf } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { Conversation, GroupChoice } from '../protocol/from-pages.ts';
import { offeredName } from '../protocol/offered-name.ts';
import { Button } from '../ui/button.tsx';
import { isComing } from '../ui/coming.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { errorText } from '../ui/error-text.ts';
import { GroupPicker } from '../ui/group-picker.tsx';
import { HoldingForm } from '../ui/holding-form.tsx';
import { JoinForm } from '../ui/join-form.tsx';
import { Notice } from '../ui/notice.tsx';
import { SyncLine } from '../ui/sync-line.tsx';
import { done, useAction } from '../ui/use-action.ts';
import { BlockedNotice } from './blocked-notice.tsx';
import { questionsFirst } from './passages.ts';
import { PassageList } from './passage-list.tsx';
import type { PageState } from './page-state.ts';
import type { PopupPorts } from './ports.ts';

type Props = { page: PageState; conversation: Conversation; ports: PopupPorts; onSignIn: () => void };

export function PageView({ page, conversation, ports, onSignIn }: Props) {
  const { me, groups, writeTo, sync } = conversation;
  const newcomer = !me.signedIn && sync.endpoint === null;
  const alone = page.blocked === 'opted-out';
  const usable = page.blocked === null || alone;
  const notes = alone ? conversation.notes.filter(({ group }) => group.personal) : conversation.notes;
  const personal = groups.filter((group) => group.personal);
  const { failed, run } = useAction();
  const act = (work: () => Promise<unknown>) => void run(() => done(work()));
  return (
    <>
      <div class="popup-body">
        {page.blocked !== null && <BlockedNotice why={page.blocked} onReload={() => act(ports.reloadPage)} />}
        {newcomer && <Newcomer ports={ports} name={offeredName(conversation)} onOther={onSignIn} />}
        <Undecided groups={groups} ports={ports} />
        {conversation.fetching && <Notice>{t('fetchingPage', listOf(conversation.fetching))}</Notice>}
        {notes.length > 0 ? (
          <PassageList
            passages={questionsFirst(notes)}
            onOpen={usable ? (note) => act(() => ports.openMargin(note)) : null}
          />
        ) : (
          page.blocked === null &&
          !newcomer &&
          (isComing(conversation) ? (
            <EmptyState icon="clock" title={t('comingTitle')}>
              {t('comingHint')}
            </EmptyState>
          ) : (
            <EmptyState title={t('popupEmpty')}>{t('popupEmptyHint')}</EmptyState>
          ))
        )}
      </div>
      <footer class="popup-foot">
        {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
        {usable && (
          <div class="popup-write">
            <GroupPicker
              groups={alone ? personal : groups}
              value={alone ? (personal[0]?.id ?? writeTo) : writeTo}
              disabled={alone}
              onChoose={(group) => act(() => ports.call('group.choose', { group }))}
            />
            <Button weight="primary" icon="note" onClick={() => act(() => ports.openMargin(null))}>
              {t('openMargin')}
            </Button>
          </div>
        )}
        <SyncLine
          sync={sync}
          acts={{
            again: () => act(() => ports.call('sync.now', {})),
            signIn: onSignIn,
            refused: () => act(() => ports.openLibrary('#not-sent')),
          }}
        />
      </footer>
    </>
  );
}

/** The first thing for somebody new: an invitation. Everything else is one press away. */
function Newcomer({ ports, name, onOther }: { ports: PopupPorts; name: string; onOther: () => void }) {
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

/** The large groups whose reader has not said yet what to keep of them, one after the other. */
function Undecided({ groups, ports }: { groups: readonly GroupChoice[]; ports: PopupPorts }) {
  const group = groups.find(({ holding }) => holding?.choice === 'ask');
  if (!group?.holding) return null;
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
