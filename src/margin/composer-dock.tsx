/** The composer at the foot of the margin: always in the same place, so that nothing that arrives can move it. */
import { useEffect, useRef } from 'preact/hooks';
import { mentionsAsWords } from '../core/mentions.ts';
import { quoteOf } from '../core/selectors.ts';
import { namedPeople, toKept } from '../core/typed-mentions.ts';
import { t } from '../platform/i18n.ts';
import type { GroupChoice } from '../protocol/from-pages.ts';
import { Composer } from '../ui/composer.tsx';
import { GroupChip } from '../ui/group-picker.tsx';
import { GuardedButton } from './guarded-button.tsx';
import { GuardedPicker } from './guarded-picker.tsx';
import type { Ports } from './ports.ts';
import type { ComposerLife, Composing } from './use-composer.ts';
import { takeFocus } from './take-focus.ts';
import { takePicture } from './take-picture.ts';
import { useVocabulary } from './use-vocabulary.ts';
import { authorName } from '../ui/author-name.ts';

type Props = {
  composing: Composing;
  life: ComposerLife;
  /** Groups that may be written to here, and the one chosen. */
  groups: readonly GroupChoice[];
  group: string;
  onGroup: (group: string) => void;
  onUnseen: () => void;
  call: Ports['call'];
};

export function ComposerDock({ composing, life, groups, group, onGroup, onUnseen, call }: Props) {
  const { place, about, writing, saving, awaiting } = composing;
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!composing.resumed && text.current) takeFocus(text.current);
  }, [composing.id]);

  const newest = useRef(writing);
  newest.current = writing;
  const rewrite = (as: (text: string) => string): void => {
    const { text: before } = newest.current;
    if (as(before) !== before) life.write({ ...newest.current, text: as(before) });
  };
  const isMoved = useRef(false);
  const choose = (chosen: string): void => {
    onGroup(chosen);
    // The new group is not to learn who its members are in the one before: names are only words, until its own are known.
    rewrite((words) => mentionsAsWords(words));
    isMoved.current = true;
  };
  const vocabulary = useVocabulary(call, about?.group.id ?? group);
  useEffect(() => {
    if (!isMoved.current || vocabulary.people.length === 0) return;
    isMoved.current = false;
    rewrite((words) => toKept(words, namedPeople(vocabulary.people)));
  }, [vocabulary]);
  const save = () => void life.save(about?.group.id ?? group);
  const fixed = about?.group;
  const isPassage = place.kind === 'passage' || (place.kind === 'edit' && about?.quote !== '');
  return (
    <Composer
      key={composing.id}
      title={titleOf(composing)}
      quote={quoteFor(composing)}
      writing={writing}
      onWriting={life.write}
      kinds={place.kind === 'passage'}
      legend={isPassage ? (groups.find(({ id }) => id === (fixed?.id ?? group))?.legend ?? {}) : undefined}
      vocabulary={vocabulary}
      takePicture={(file) => takePicture(call, file)}
      onPicture={life.hold}
      group={fixed?.id ?? null}
      audience={
        <div class="composer-audience">
          {fixed ? (
            <p class="soft">
              {t('whoSees')} <GroupChip group={fixed} />
            </p>
          ) : (
            <GuardedPicker
              groups={groups}
              value={group}
              onChoose={choose}
              onUnseen={onUnseen}
              disabled={saving || awaiting}
            />
          )}
        </div>
      }
      remark={composing.restored ? t('draftRestored') : undefined}
      error={composing.error}
      saving={saving}
      awaiting={awaiting}
      saveButton={
        <GuardedButton weight="primary" onAct={save} onUnseen={onUnseen} aria-disabled={saving || awaiting}>
          {t(place.kind === 'edit' ? 'saveEdit' : place.kind === 'reply' ? 'saveReply' : 'saveNote')}
        </GuardedButton>
      }
      onSave={save}
      onClose={() => void life.close()}
      textRef={text}
    />
  );
}

function titleOf({ place, about }: Composing): string {
  switch (place.kind) {
    case 'passage':
      return t('composePassage');
    case 'page':
      return t('composePage');
    case 'reply':
      return t('composeReply', about ? authorName(about) : t('noteNoName'));
    case 'edit':
      return t('composeEdit');
  }
}

function quoteFor({ place, about }: Composing): string | undefined {
  if (place.kind === 'passage') return quoteOf(place.selectors)?.exact;
  return about?.quote || undefined;
}
