/** The sheets of what is pressed, typed in and chosen from. */
import { Button, IconButton } from '../../../src/ui/button.tsx';
import { ColorPicker } from '../../../src/ui/color-picker.tsx';
import { CopyButton } from '../../../src/ui/copy-button.tsx';
import { GroupPicker } from '../../../src/ui/group-picker.tsx';
import { Icon } from '../../../src/ui/icon.tsx';
import { Segments } from '../../../src/ui/segments.tsx';
import { Select } from '../../../src/ui/select.tsx';
import { SuggestionList } from '../../../src/ui/suggestion-list.tsx';
import { TagField } from '../../../src/ui/tag-field.tsx';
import { TextField } from '../../../src/ui/text-field.tsx';
import { UnreadBadge } from '../../../src/ui/unread-badge.tsx';
import { WordsField } from '../../../src/ui/words-field.tsx';
import { GROUPS, nothing } from './sample.ts';
import type { State } from './sheet.tsx';

const row = { display: 'flex', flexWrap: 'wrap', gap: '6px' };

function buttons(disabled = false) {
  return (
    <div style={row}>
      <Button disabled={disabled}>Plain</Button>
      <Button weight="primary" disabled={disabled}>
        Primary
      </Button>
      <Button weight="quiet" icon="reply" disabled={disabled}>
        Quiet
      </Button>
      <Button weight="danger" disabled={disabled}>
        Danger
      </Button>
      <Button size="small" disabled={disabled}>
        Small
      </Button>
      <IconButton icon="close" label="Close" disabled={disabled} />
    </div>
  );
}

const select = (value: string, disabled = false) => (
  <Select
    label="By"
    value={value}
    options={[
      { value: 'word', label: 'Word' },
      { value: 'sentence', label: 'Sentence' },
    ]}
    hint="How far an end moves"
    onChoose={nothing}
    disabled={disabled}
  />
);

const segments = (
  <Segments
    label="Kind"
    value="comment"
    options={[
      { value: 'comment', label: 'Comment' },
      { value: 'question', label: 'Question' },
    ]}
    onChoose={nothing}
  />
);

const words = (value: string, readOnly = false) => (
  <WordsField
    value={value}
    onValue={nothing}
    people={[]}
    readOnly={readOnly}
    placeholder="What do you think?"
    aria-label="Words"
    aria-describedby=""
  />
);

const suggesting = (shown: string[]) => (
  <div class="suggesting" style={{ blockSize: shown.length > 0 ? '7.5rem' : undefined }}>
    <input class="input" aria-label="Tags" value="ti" />
    <SuggestionList
      label="Tags"
      side="below"
      draw={(one) => one}
      suggestions={{
        shown,
        active: 1,
        listId: 'list',
        optionId: (at) => `option-${at}`,
        open: nothing,
        close: nothing,
        choose: nothing,
        onKeyDown: () => false,
        aria: { 'aria-autocomplete': 'list', 'aria-controls': undefined, 'aria-activedescendant': undefined },
      }}
    />
  </div>
);

export const CONTROLS: Record<string, readonly State[]> = {
  button: [
    { name: 'default', view: buttons() },
    { name: 'hover', view: buttons(), shown: 'hover' },
    { name: 'focus', view: buttons(), shown: 'focus' },
    { name: 'disabled', view: buttons(true) },
    {
      name: 'pressed',
      view: (
        <Button weight="quiet" aria-pressed>
          Preview
        </Button>
      ),
    },
    { name: 'copy button', view: <CopyButton text="words" label="Copy" /> },
    {
      name: 'badge: none, some',
      view: (
        <span style={row}>
          <UnreadBadge count={0} />
          <UnreadBadge count={3} />
          <UnreadBadge count={120} />
        </span>
      ),
    },
    {
      name: 'icons',
      view: (
        <span style={row}>
          {(['note', 'reply', 'question', 'lock', 'people', 'warning'] as const).map((one) => (
            <Icon key={one} name={one} />
          ))}
        </span>
      ),
    },
  ],
  field: [
    { name: 'default', view: <TextField label="Name" value="Nadia" onValue={nothing} hint="As others see you" /> },
    { name: 'empty', view: <TextField label="Name" value="" onValue={nothing} placeholder="Your name" /> },
    { name: 'hover', view: <TextField label="Name" value="Nadia" onValue={nothing} />, shown: 'hover' },
    { name: 'focus', view: <TextField label="Name" value="Nadia" onValue={nothing} />, shown: 'focus' },
    { name: 'disabled', view: <TextField label="Name" value="Nadia" onValue={nothing} disabled /> },
    { name: 'error', view: <TextField label="Name" value="" onValue={nothing} error="Write a name." /> },
  ],
  choice: [
    { name: 'select', view: select('word') },
    { name: 'select, focus', view: select('word'), shown: 'focus' },
    { name: 'select, disabled', view: select('sentence', true) },
    { name: 'who can see it', view: <GroupPicker groups={GROUPS} value="g" onChoose={nothing} /> },
    { name: 'segments', view: segments },
    { name: 'segments, focus', view: segments, shown: 'focus' },
    { name: 'colours', view: <ColorPicker value="green" legend={{}} onChoose={nothing} /> },
    {
      name: 'colours with a legend',
      view: <ColorPicker value={null} legend={{ yellow: 'Claim', blue: 'Evidence' }} onChoose={nothing} />,
    },
    { name: 'colours, focus', view: <ColorPicker value="pink" legend={{}} onChoose={nothing} />, shown: 'focus' },
  ],
  words: [
    { name: 'empty', view: words('') },
    { name: 'default', view: words('The tide that comes to one shore has left another.') },
    { name: 'focus', view: words('The tide'), shown: 'focus' },
    { name: 'saving', view: words('The tide', true) },
    { name: 'tags', view: <TagField value="tides, moon" onValue={nothing} known={[]} readOnly={false} /> },
    { name: 'completion', view: suggesting(['tides', 'tidal flats', 'time']) },
    { name: 'completion, none', view: suggesting([]) },
  ],
};
