/** The sheets of forms, and of what a screen says about itself. */
import { AccountForm } from '../../../src/ui/account-form.tsx';
import { ActionForm } from '../../../src/ui/action-form.tsx';
import { AskFirst } from '../../../src/ui/ask-first.tsx';
import { Button } from '../../../src/ui/button.tsx';
import { CodeForm } from '../../../src/ui/code-form.tsx';
import { CreateGroup } from '../../../src/ui/create-group.tsx';
import { EmptyState } from '../../../src/ui/empty-state.tsx';
import { HoldingForm } from '../../../src/ui/holding-form.tsx';
import { Invite } from '../../../src/ui/invite.tsx';
import { JoinForm } from '../../../src/ui/join-form.tsx';
import { type KeyChoices, keysWith, USUAL_KEYS } from '../../../src/core/own-keys.ts';
import { KeyRow, Keys } from '../../../src/ui/key-row.tsx';
import { KeyListening } from '../../../src/ui/key-listening.tsx';
import { KeyList } from '../../../src/ui/key-list.tsx';
import { Notice } from '../../../src/ui/notice.tsx';
import { RoomNotice } from '../../../src/ui/room-notice.tsx';
import { SignOut } from '../../../src/ui/sign-out.tsx';
import { SingleSignOn } from '../../../src/ui/single-sign-on.tsx';
import { SyncLine, type SyncFacts } from '../../../src/ui/sync-line.tsx';
import { Toasts } from '../../../src/ui/toasts.tsx';
import { nothing, refused, waits } from './sample.ts';
import type { State } from './sheet.tsx';

const none = <span />;
const fewLeft = async (): Promise<number> => 42_000_000;
const hardlyAny = async (): Promise<number> => 600_000;
const ask = <AskFirst label="Remove" ask="They will not see the group any more." sure="Remove Kenji" act={waits} />;
const askRefused = <AskFirst label="Remove" ask="They will not see it." sure="Remove Kenji" act={refused} />;
const calls = {
  guest: waits,
  signUp: waits,
  signIn: waits,
  byCode: waits,
  ways: async () => ({ ok: false as const, code: 'unreachable' }),
};
const sync = (state: SyncFacts['state'], change: Partial<SyncFacts> = {}) => (
  <SyncLine
    sync={{
      state,
      endpoint: state === 'local' ? null : 'https://notes.example.org',
      waiting: 0,
      refused: 0,
      ...change,
    }}
    acts={{ again: nothing, signIn: nothing, refused: nothing }}
  />
);
const readKeys = async () => [
  { command: 'highlight-selection' as const, keys: 'Alt+Shift+H' },
  { command: 'show-margin' as const, keys: '' },
];

const KEYS = { read: readKeys, onChange: nothing, keys: USUAL_KEYS, choose: waits };
const keyRow = (chosen: KeyChoices) => (
  <dl class="keys">
    <KeyRow command="next" keys={keysWith(chosen)} choose={() => Promise.resolve(true)} say={nothing}>
      <Keys keys={['↓']} />
    </KeyRow>
  </dl>
);
const listening = (refused: string | null) => (
  <div class="key-row">
    <span class="key-words">Search these notes</span>
    <KeyListening words="Search these notes" refused={refused} hear={() => false} refuse={nothing} leave={nothing} />
  </div>
);

export const FORMS: Record<string, readonly State[]> = {
  form: [
    {
      name: 'default',
      view: (
        <ActionForm label="Form" submit="Go on" onSubmit={waits}>
          {none}
        </ActionForm>
      ),
    },
    {
      name: 'loading',
      view: (
        <ActionForm label="Form" submit="Go on" onSubmit={waits}>
          {none}
        </ActionForm>
      ),
      press: 'button',
    },
    {
      name: 'error',
      view: (
        <ActionForm label="Form" submit="Go on" onSubmit={refused}>
          {none}
        </ActionForm>
      ),
      press: 'button',
    },
    { name: 'asks first', view: ask },
    { name: 'asks first, asked', view: ask, press: 'button' },
    { name: 'sign out', view: <SignOut signOut={waits} onExport={nothing} /> },
    { name: 'sign out, asked', view: <SignOut signOut={waits} onExport={nothing} />, press: 'button' },
    { name: 'asks first, not yet', view: askRefused },
  ],
  account: [
    {
      name: 'as a guest',
      view: (
        <AccountForm
          endpoint="https://notes.example.org"
          name="Nadia"
          ways={['guest', 'signUp', 'signIn', 'code']}
          calls={calls}
        />
      ),
    },
    {
      name: 'focus',
      view: <AccountForm endpoint="" name="" ways={['signIn', 'code']} calls={calls} />,
      shown: 'focus',
    },
  ],
  'account-other': [
    { name: 'by a code', view: <CodeForm endpoint="https://notes.example.org" label="Sign in" enter={waits} /> },
    {
      name: 'single sign-on',
      view: (
        <SingleSignOn
          endpoint="https://notes.example.org"
          ask={async () => ({
            ok: true,
            singleSignOn: { name: 'Harbour School', start: 'https://notes.example.org/sso' },
          })}
          onOpened={nothing}
        />
      ),
    },
  ],
  groups: [
    { name: 'start a group', view: <CreateGroup create={waits} /> },
    { name: 'join', view: <JoinForm name="Nadia" join={waits} /> },
  ],
  invite: [
    {
      name: 'invite',
      view: (
        <Invite
          group={{ id: 'g', name: 'Tides' }}
          invite={async () => ({ ok: true, url: 'https://notes.example.org/join/K7QM3XWT', code: 'K7QM-3XWT-9P' })}
        />
      ),
    },
    {
      name: 'invited',
      view: (
        <Invite
          group={{ id: 'g', name: 'Tides' }}
          invite={async () => ({ ok: true, url: 'https://notes.example.org/join/K7QM3XWT', code: 'K7QM-3XWT-9P' })}
        />
      ),
      press: 'button',
    },
    {
      name: 'a large group',
      view: (
        <HoldingForm
          group={{ name: 'Everybody' }}
          holding={{ choice: 'newest', notes: 250_000, bytes: 90_000_000 }}
          choose={waits}
        />
      ),
    },
  ],
  'room-notice': [
    { name: 'few megabytes left', view: <RoomNotice left={fewLeft} /> },
    { name: 'hardly any left', view: <RoomNotice left={hardlyAny} /> },
  ],
  messages: [
    { name: 'notice', view: <Notice>The page asks not to be annotated.</Notice> },
    {
      name: 'notice, warning',
      view: (
        <Notice tone="warn" action={<Button size="small">Load again</Button>}>
          This page was open before.
        </Notice>
      ),
    },
    { name: 'notice, error', view: <Notice tone="error">The endpoint does not answer.</Notice> },
    { name: 'toast', view: <Toasts toasts={[{ id: 1, words: 'Note deleted.', undo: nothing }]} dismiss={nothing} /> },
    {
      name: 'toast, hover',
      view: <Toasts toasts={[{ id: 1, words: 'Note deleted.', undo: nothing }]} dismiss={nothing} />,
      shown: 'hover',
    },
    {
      name: 'empty',
      view: (
        <EmptyState title="No notes here yet" action={<Button>Begin</Button>}>
          Select some words to begin.
        </EmptyState>
      ),
    },
  ],
  sync: [
    { name: 'on this device', view: sync('local') },
    { name: 'in order', view: sync('ok') },
    { name: 'loading', view: sync('syncing', { waiting: 2 }) },
    { name: 'a long history', view: sync('ok', { reading: { done: 2000, of: 150_000 } }) },
    { name: 'unreachable', view: sync('unreachable', { waiting: 3 }) },
    { name: 'signed out', view: sync('signed-out') },
    { name: 'error: refused', view: sync('ok', { refused: 2 }) },
    { name: 'outdated', view: sync('outdated') },
  ],
  keys: [{ name: 'default', view: <KeyList {...KEYS} /> }],
  'own-keys': [
    { name: 'as usual', view: keyRow({}) },
    { name: 'focus', view: keyRow({}), shown: 'focus' },
    { name: 'changed', view: keyRow({ next: 'Control+Alt+n' }) },
    { name: 'turned off', view: keyRow({ next: null }) },
    { name: 'listening', view: listening(null) },
    { name: 'listening, refused', view: listening('J is the key for “Next note” already.') },
  ],
};
