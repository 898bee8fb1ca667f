/** The sheets of notes and of what belongs to them. */
import { marksOf } from '../../../src/core/note-words.ts';
import { noReactions } from '../../../src/core/reaction.ts';
import { AnchorHistory } from '../../../src/ui/anchor-history.tsx';
import { Avatar } from '../../../src/ui/avatar.tsx';
import { Button } from '../../../src/ui/button.tsx';
import { ColorChip } from '../../../src/ui/color-sample.tsx';
import { Composer, type Writing } from '../../../src/ui/composer.tsx';
import { Formula } from '../../../src/ui/formula.tsx';
import { GroupChip, GroupPicker } from '../../../src/ui/group-picker.tsx';
import { Markdown } from '../../../src/ui/markdown.tsx';
import { Sought } from '../../../src/ui/marked.tsx';
import { MutedLine } from '../../../src/ui/muted-line.tsx';
import { NoteCard } from '../../../src/ui/note-card.tsx';
import { PersonMenu } from '../../../src/ui/person-menu.tsx';
import { QuestionChip } from '../../../src/ui/question-chip.tsx';
import { AnswerChips, ReactionLine } from '../../../src/ui/reaction-line.tsx';
import { SendBadge } from '../../../src/ui/send-badge.tsx';
import { ThreadView } from '../../../src/ui/thread.tsx';
import { TimeAgo } from '../../../src/ui/time-ago.tsx';
import { GROUPS, NOTE, nothing, QUESTION, REPLY } from './sample.ts';
import type { State } from './sheet.tsx';

const actions = (
  <Button weight="quiet" size="small" icon="reply">
    Reply
  </Button>
);
const row = { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' };
const composer = (writing: Partial<Writing>, change: { error?: string; saving?: boolean; remark?: string } = {}) => (
  <Composer
    title="Note on this passage"
    quote={NOTE.quote}
    writing={{ kind: 'comment', text: '', tags: '', color: null, ...writing }}
    onWriting={nothing}
    kinds
    legend={{ yellow: 'Claim' }}
    takePicture={async () => ({ ok: false, words: '' })}
    onPicture={() => undefined}
    awaiting={false}
    vocabulary={{ tags: [], people: [] }}
    audience={<GroupPicker groups={GROUPS} value="g" onChoose={nothing} />}
    saving={false}
    saveButton={
      <Button weight="primary" aria-disabled={change.saving ?? false}>
        Save note
      </Button>
    }
    onSave={nothing}
    onClose={nothing}
    {...change}
  />
);
const LONG = '## Tides\n\n- one\n- **two**\n\n> quoted\n\nInline `code` and\n\n```\na block\n```';

export const NOTES: Record<string, readonly State[]> = {
  note: [
    { name: 'default', view: <NoteCard note={NOTE} actions={actions} /> },
    { name: 'hover', view: <NoteCard note={NOTE} onQuote={nothing} actions={actions} />, shown: 'hover' },
    { name: 'focus', view: <NoteCard note={NOTE} onQuote={nothing} actions={actions} />, shown: 'focus' },
  ],
  'note-states': [
    { name: 'mine, no words', view: <NoteCard note={{ ...NOTE, mine: true, text: '' }} /> },
    {
      name: 'edited, place moved, waiting',
      view: <NoteCard note={{ ...NOTE, edited: true, send: { state: 'waiting' } }} place="Moved in the page" />,
    },
    {
      name: 'error: not sent',
      view: <NoteCard note={{ ...NOTE, mine: true, send: { state: 'refused', code: 'gone' } }} />,
    },
  ],
  'note-found': [
    {
      name: 'what was looked for: “wat ti amar”',
      view: (
        <Sought.Provider value={marksOf('wat ti amar')(NOTE)}>
          <NoteCard note={NOTE} />
        </Sought.Provider>
      ),
    },
  ],
  'note-parts': [
    {
      name: 'avatars',
      view: (
        <span style={row}>
          <Avatar name="Amara Okafor" seed="Amara" />
          <Avatar name="Kenji Morita" seed="Kenji" />
          <Avatar name="" seed="nobody" />
        </span>
      ),
    },
    {
      name: 'chips',
      view: (
        <span style={row}>
          <QuestionChip />
          <GroupChip group={{ name: 'Reading circle', personal: false }} />
          <GroupChip group={{ name: '', personal: true }} />
          <ColorChip color={{ name: 'blue', means: 'Evidence' }} />
          <TimeAgo instant={NOTE.created} />
        </span>
      ),
    },
    {
      name: 'sent, waiting, refused',
      view: (
        <span style={row}>
          <SendBadge send={{ state: 'sent' }} />
          <SendBadge send={{ state: 'waiting' }} />
          <SendBadge send={{ state: 'refused', code: 'gone' }} />
        </span>
      ),
    },
    {
      name: 'reactions',
      view: (
        <ReactionLine
          note={{
            ...NOTE,
            reactions: { ...noReactions(), meToo: { count: 2, mine: false }, agree: { count: 1, mine: true } },
          }}
        />
      ),
    },
    { name: 'answered', view: <AnswerChips note={{ ...QUESTION, answers: 1 }} /> },
    { name: 'muted notes', view: <MutedLine count={2} shown={false} onShow={nothing} /> },
    { name: 'muted notes, shown', view: <MutedLine count={2} shown onShow={nothing} /> },
    {
      name: 'person menu',
      view: (
        <span style={row}>
          <PersonMenu note={NOTE} onMute={nothing} />
        </span>
      ),
    },
    {
      name: 'person menu, open',
      view: (
        <span style={row}>
          <PersonMenu note={NOTE} onMute={nothing} />
        </span>
      ),
      press: 'button',
    },
    {
      name: 'former places',
      view: (
        <AnchorHistory
          former={[
            { selectors: [{ type: 'TextQuoteSelector', exact: 'High water at the pier' }], replaced: NOTE.created },
          ]}
        />
      ),
      press: 'summary',
    },
  ],
  thread: [
    {
      name: 'default',
      view: (
        <ThreadView
          thread={{ note: QUESTION, replies: [{ note: REPLY, replies: [] }] }}
          render={(one) => <NoteCard note={one} quote={one.parent === null} actions={actions} />}
        />
      ),
    },
    {
      name: 'no replies',
      view: <ThreadView thread={{ note: QUESTION, replies: [] }} render={(one) => <NoteCard note={one} />} />,
    },
  ],
  composer: [
    { name: 'empty', view: composer({}) },
    { name: 'focus', view: composer({ text: 'The tide', tags: 'tides', color: 'green' }), shown: 'focus' },
  ],
  'composer-states': [
    {
      name: 'error, draft kept',
      view: composer(
        { kind: 'question', text: 'Why?' },
        { error: 'It could not be saved. Try again.', remark: 'Your draft was kept.' },
      ),
    },
    { name: 'saving', view: composer({ text: 'The tide' }, { saving: true }) },
    { name: 'preview', view: composer({ text: 'The *tide*, **twice** a day' }), press: '.composer-modes > .button' },
  ],
  markdown: [
    { name: 'default', view: <Markdown text={LONG} /> },
    { name: 'formula', view: <Formula tex="v = \sqrt{g h}" /> },
    { name: 'formula on its own', view: <Formula tex="T = \frac{2\pi}{\omega}" display /> },
    { name: 'formula, error', view: <Formula tex="\frac{1" /> },
  ],
};
