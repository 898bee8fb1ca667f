/** What there is on the page in front, and what to do about it. */
import { useRef } from 'preact/hooks';
import type { OwnKeys } from '../core/own-keys.ts';
import { listOf } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import { offeredName } from '../protocol/offered-name.ts';
import type { Commons } from '../store/read-commons.ts';
import { Button } from '../ui/button.tsx';
import { isComing } from '../ui/coming.ts';
import { errorText } from '../ui/error-text.ts';
import { GroupPicker } from '../ui/group-picker.tsx';
import { Notice } from '../ui/notice.tsx';
import { SyncLine } from '../ui/sync-line.tsx';
import { done, useAction } from '../ui/use-action.ts';
import { BlockedNotice } from './blocked-notice.tsx';
import { type Choosing, CommonsView } from './commons-view.tsx';
import { later } from './later.tsx';
import type { PageState } from './page-state.ts';
import type { PopupPorts } from './ports.ts';
import { useArrowWalk } from './use-arrow-walk.ts';

const Newcomer = later(() => import('./first-steps.tsx').then((file) => file.Newcomer));
const Undecided = later(() => import('./first-steps.tsx').then((file) => file.Undecided));

type Props = Choosing & {
  page: PageState;
  conversation: Conversation;
  commons: Commons | null;
  ports: PopupPorts;
  keys: OwnKeys;
  onSignIn: () => void;
};

export function PageView({ page, conversation, commons, ports, keys, onSignIn, ...choosing }: Props) {
  const { me, groups, writeTo, sync } = conversation;
  const newcomer = !me.signedIn && sync.endpoint === null;
  const alone = page.blocked === 'opted-out';
  const usable = page.blocked === null || alone;
  const notes = alone ? conversation.notes.filter(({ group }) => group.personal) : conversation.notes;
  const personal = groups.filter((group) => group.personal);
  // The large groups whose reader has not said yet what to keep of them, one after the other.
  const undecided = groups.find(({ holding }) => holding?.choice === 'ask');
  const body = useRef<HTMLDivElement>(null);
  useArrowWalk(body, keys);
  const { failed, run } = useAction();
  const act = (work: () => Promise<unknown>) => void run(() => done(work()));
  return (
    <>
      <div class="popup-body" ref={body}>
        {page.blocked !== null && <BlockedNotice why={page.blocked} onReload={() => act(ports.reloadPage)} />}
        {newcomer && <Newcomer ports={ports} name={offeredName(conversation)} onOther={onSignIn} />}
        {undecided && <Undecided group={undecided} ports={ports} />}
        {conversation.fetching && <Notice>{t('fetchingPage', listOf(conversation.fetching))}</Notice>}
        {!(newcomer && notes.length === 0) && (
          <CommonsView
            {...choosing}
            notes={notes}
            conversation={conversation}
            muted={alone ? 0 : (conversation.muted ?? 0)}
            // Who asks not to be annotated is not named as a place of the group's.
            commons={alone && commons ? { ...commons, site: null, elsewhere: [] } : commons}
            empty={page.blocked !== null ? null : isComing(conversation) ? 'coming' : 'nobody'}
            findKey={keys.find}
            onNote={usable ? (note) => act(() => ports.openMargin(note)) : null}
            onPage={(address) => act(() => ports.openPage(address))}
          />
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
