/** Every piece passes axe in light, dark and right-to-left, and does what it says. */
import { expect, test, vi } from 'vitest';
import { show, settle } from './show.tsx';
import { axeFaults } from './axe.ts';
import { luminance, pictureOf } from '../anchoring/pixels.ts';
import type { Note } from '../../src/core/note.ts';
import type { Thread } from '../../src/core/thread.ts';
import { initialsOf, Avatar } from '../../src/ui/avatar.tsx';
import { Button, IconButton } from '../../src/ui/button.tsx';
import { Composer, type Writing } from '../../src/ui/composer.tsx';
import { EmptyState } from '../../src/ui/empty-state.tsx';
import { GroupChip, GroupPicker } from '../../src/ui/group-picker.tsx';
import { NoteCard } from '../../src/ui/note-card.tsx';
import { Notice } from '../../src/ui/notice.tsx';
import { Segments } from '../../src/ui/segments.tsx';
import { SendBadge } from '../../src/ui/send-badge.tsx';
import { TextField } from '../../src/ui/text-field.tsx';
import { repliesOf, ThreadView } from '../../src/ui/thread.tsx';
import { TimeAgo } from '../../src/ui/time-ago.tsx';
import { Toasts } from '../../src/ui/toasts.tsx';

const id = (name: string) => `${name.padEnd(21, '_')}A`;

const note: Note = {
  id: id('n'),
  group: { id: id('g'), name: 'Reading circle', personal: false },
  author: { id: id('a'), name: 'Amara Okafor' },
  mine: false,
  kind: 'question',
  text: 'Is *this* so? See [there](https://a.example/).\n\n> quoted\n\n- one\n\n`code`',
  tags: ['tides', 'مدّ'],
  quote: 'High water 06:42',
  target: { source: 'https://a.example/', keys: ['//a.example/'], title: 'A', selectors: [] },
  parent: null,
  copyOf: id('c'),
  created: '2026-11-20T08:00:00.000Z',
  updated: '2026-11-20T08:00:00.000Z',
  edited: true,
  send: { state: 'refused', code: 'gone' },
  can: { edit: true, delete: true, reply: true },
};

const groups = [
  { id: 'p', name: 'mine', personal: true, role: 'owner' as const, members: 1 },
  { id: 'g', name: 'Reading circle', personal: false, role: 'member' as const, members: 6 },
  { id: 'r', name: 'Only to read', personal: false, role: 'reader' as const, members: 9 },
];
const writing: Writing = { kind: 'comment', text: 'words', tags: 'a, b', color: null };
const nothing = () => undefined;

const PIECES = {
  buttons: (
    <>
      <Button>Plain</Button>
      <Button weight="primary">Primary</Button>
      <Button weight="quiet" icon="reply">
        Quiet
      </Button>
      <Button weight="danger">Danger</Button>
      <IconButton icon="close" label="Close" />
    </>
  ),
  'text field': <TextField label="Name" value="" onValue={nothing} hint="As others see you" error="Write a name" />,
  'group picker': <GroupPicker groups={groups} value="g" onChoose={nothing} />,
  segments: (
    <Segments
      label="Kind"
      value="a"
      options={[
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ]}
      onChoose={nothing}
    />
  ),
  badges: (
    <p>
      <SendBadge send={{ state: 'waiting' }} />
      <SendBadge send={{ state: 'refused', code: 'gone' }} />
      <GroupChip group={{ name: 'x', personal: true }} />
      <Avatar name="Amara Okafor" /> <TimeAgo instant={note.created} />
    </p>
  ),
  'note card': <NoteCard note={note} onQuote={nothing} place="moved" actions={<Button>Reply</Button>} />,
  'my note card': <NoteCard note={{ ...note, mine: true, text: '' }} />,
  thread: (
    <ThreadView
      thread={{ note, replies: [{ note: { ...note, id: id('r') }, replies: [] }] }}
      render={(one) => <NoteCard note={one} quote={false} />}
    />
  ),
  notices: (
    <>
      <Notice>For your information</Notice>
      <Notice tone="warn" action={<Button>Try again</Button>}>
        A warning
      </Notice>
      <Notice tone="error">An error</Notice>
    </>
  ),
  'empty state': <EmptyState title="Nothing yet" action={<Button>Begin</Button>} />,
  toasts: <Toasts toasts={[{ id: 1, words: 'Note deleted.', undo: nothing }]} dismiss={nothing} />,
  composer: (
    <Composer
      title="Note on this passage"
      quote="High water"
      writing={writing}
      onWriting={nothing}
      kinds
      takePicture={async () => ({ ok: false, words: '' })}
      onPicture={() => undefined}
      awaiting={false}
      vocabulary={{ tags: ['tides', 'tidal flats'], people: [] }}
      audience={<GroupPicker groups={groups} value="g" onChoose={nothing} />}
      remark="Your draft was kept."
      error="It could not be saved."
      saving={false}
      saveButton={<Button weight="primary">Save</Button>}
      onSave={nothing}
      onClose={nothing}
    />
  ),
};

test.each(Object.entries(PIECES))('%s passes axe', async (_name, piece) => {
  const root = await show(
    <>
      <h1>Page</h1>
      {piece}
    </>,
  );
  expect(root.textContent).not.toContain('undefined');
  expect(await axeFaults(root)).toEqual([]);
});

test('axe is awake: it sees faint words in the dark alone', async () => {
  const root = await show(
    <>
      <h1>Page</h1>
      <p style={{ color: 'light-dark(black, #333)' }}>faint</p>
    </>,
  );
  const faults = await axeFaults(root);
  expect(faults[0]).toContain('dark color-contrast');
  expect(faults.filter((fault) => !/^(forced colours, )?dark /.test(fault))).toEqual([]);
});

test('the group picker offers only groups one may write in, and says how many see it', async () => {
  const chosen = vi.fn<(id: string) => void>();
  const root = await show(<GroupPicker groups={groups} value="p" onChoose={chosen} />);
  const select = root.querySelector('select');
  expect([...(select?.options ?? [])].map(({ text }) => text)).toEqual(['Only me', 'Reading circle · 6 members']);
  expect(select?.value).toBe('p');
  await settle(() => {
    if (select) select.selectedIndex = 1;
    select?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(chosen).toHaveBeenCalledExactlyOnceWith('g');
});

test('a group’s long name begins where it is read from, also on a page of the other direction', async () => {
  const name = `a${'█'.repeat(30)} ${'.'.repeat(60)}`;
  const long = { id: 'l', name, personal: false, role: 'member' as const, members: 6 };
  const root = await show(<GroupPicker groups={[groups[0]!, long]} value="l" onChoose={nothing} />);
  root.style.inlineSize = '200px';
  for (const dir of ['ltr', 'rtl']) {
    root.dir = dir;
    const { colours } = await pictureOf(root.querySelector('select')!);
    const dark = colours.filter((colour) => luminance(colour) < 0.2).length;
    // The dots at its end would leave nearly all of it white.
    expect([dir, dark / colours.length > 0.2]).toEqual([dir, true]);
  }
});

test('initials are whole letters of any script', () => {
  expect(['Amara Okafor', 'Layla', 'ليلى منصور', '', '  ', '👩‍🚀 Ada', 'élan vital'].map(initialsOf)).toEqual([
    'AO',
    'L',
    'لم',
    '',
    '',
    '👩‍🚀A',
    'ÉV',
  ]);
});

test('the composer saves by Ctrl and Enter, closes by Escape, but not while an input method composes', async () => {
  const did: string[] = [];
  const root = await show(
    <Composer
      title="T"
      writing={writing}
      onWriting={nothing}
      kinds={false}
      takePicture={async () => ({ ok: false, words: '' })}
      onPicture={() => undefined}
      awaiting={false}
      vocabulary={{ tags: ['tides', 'tidal flats'], people: [] }}
      audience={null}
      saving={false}
      saveButton={null}
      onSave={() => did.push('save')}
      onClose={() => did.push('close')}
    />,
  );
  const field = root.querySelector('textarea');
  const press = (key: string, more: KeyboardEventInit) =>
    field?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
  press('Enter', {});
  press('Enter', { ctrlKey: true, isComposing: true });
  press('Escape', { isComposing: true });
  expect(did).toEqual([]);
  press('Enter', { ctrlKey: true });
  press('Enter', { metaKey: true });
  press('Escape', {});
  expect(did).toEqual(['save', 'save', 'close']);
});

test('replies come depth first and say whom they answer, however deep a chain is', () => {
  let deep: Thread<Note> = { note: { ...note, id: id('d0') }, replies: [] };
  for (let at = 1; at < 20_000; at += 1) deep = { note: { ...note, id: id(`d${at}`) }, replies: [deep] };
  const replies = repliesOf({ note, replies: [deep] });
  expect(replies).toHaveLength(20_000);
  expect(replies[0]).toMatchObject({ answers: null });
  expect(replies[1]).toMatchObject({ answers: 'Amara Okafor' });
});

test('a time says its distance, and the exact moment as its tip', async () => {
  const now = Date.parse(note.created) + 5 * 60_000;
  const root = await show(<TimeAgo instant={note.created} now={now} />);
  const time = root.querySelector('time');
  expect(time?.textContent).toBe('5 minutes ago');
  expect(time?.title).toContain('2026');
  expect(time?.dateTime).toBe(note.created);
});
