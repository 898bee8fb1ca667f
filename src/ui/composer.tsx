/** Where words are written: what they are about, the text, its tags, and always who will see them. */
import type { ComponentChildren, RefObject } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button, IconButton } from './button.tsx';
import type { Color, Legend } from '../core/color.ts';
import { ColorPicker } from './color-picker.tsx';
import { AddPicture } from './add-picture.tsx';
import { ComposerImages } from './composer-images.tsx';
import { ComposerPreview } from './composer-preview.tsx';
import { Quote } from './note-card.tsx';
import { Segments } from './segments.tsx';
import { TagField } from './tag-field.tsx';
import { usePictures, type TakePicture } from './use-pictures.ts';
import { WordsField, type Mentionable } from './words-field.tsx';
import './composer.css';

export type Writing = { kind: 'comment' | 'question'; text: string; tags: string; color: Color | null };

type Props = {
  /** What is being written: "Note on this passage", "Reply to Ada". */
  title: string;
  /** The passage it is about. */
  quote?: string | undefined;
  writing: Writing;
  onWriting: (writing: Writing) => void;
  /** Offer the choice between comment and question. */
  kinds: boolean;
  /** Offer a colour for the passage; what colours mean to those who will see it. */
  legend?: Legend | undefined;
  /** What those who will see it have words for. */
  vocabulary: { tags: readonly string[]; people: readonly Mentionable[] };
  takePicture: TakePicture;
  /** A picture is on its way into the text; whether it came. */
  onPicture: (work: Promise<boolean>) => void;
  /** The group of the note that is being changed; null for a new one. */
  group?: string | null;
  /** Who will see it: a picker, or words where that is settled. */
  audience: ComponentChildren;
  /** Said above the text: "your draft was kept". */
  remark?: string | undefined;
  /** Why saving failed, in words; the text stays. */
  error?: string | null;
  saving: boolean;
  /** It is to be saved, and waits for a picture that is on its way. */
  awaiting: boolean;
  /** The button that saves. */
  saveButton: ComponentChildren;
  /** By Ctrl or Cmd with Enter. */
  onSave: () => void;
  onClose: () => void;
  textRef?: RefObject<HTMLTextAreaElement | null>;
};

/** Keeps nothing itself but whether the preview is shown: the words live with its user. */
export function Composer(props: Props) {
  const {
    title,
    quote,
    writing,
    onWriting,
    kinds,
    legend,
    vocabulary,
    audience,
    remark,
    error,
    saving,
    awaiting,
    saveButton,
  } = props;
  const [preview, setPreview] = useState(false);
  const id = useId();
  const insert = useRef<((markdown: string) => void) | null>(null);
  const newest = useRef(writing);
  newest.current = writing;
  const setText = (text: string): void => onWriting({ ...newest.current, text });
  const add = (markdown: string): void => insert.current?.(markdown);
  const pictures = usePictures(props.takePicture, add, props.onPicture);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.onSave();
    else if (event.key === 'Escape') props.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      class="composer"
      aria-labelledby={`${id}-title`}
      onKeyDown={onKeyDown}
      onPaste={pictures.onPaste}
      onDragOver={pictures.onDragOver}
      onDrop={pictures.onDrop}
    >
      <header class="composer-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <IconButton icon="close" size="small" label={t('composerClose')} onClick={props.onClose} />
      </header>
      {quote && <Quote text={quote} mine />}
      {remark && (
        <p class="composer-remark" role="status">
          {remark}
        </p>
      )}
      <div class="composer-modes">
        {kinds && (
          <Segments
            label={t('labelKind')}
            value={writing.kind}
            options={[
              { value: 'comment', label: t('kindComment') },
              { value: 'question', label: t('kindQuestion') },
            ]}
            onChoose={(kind) => onWriting({ ...writing, kind })}
          />
        )}
        <AddPicture onFiles={pictures.add} disabled={saving} />
        <Button weight="quiet" size="small" aria-pressed={preview} onClick={() => setPreview(!preview)}>
          {t('labelPreview')}
        </Button>
      </div>
      <WordsField
        value={writing.text}
        onValue={setText}
        people={vocabulary.people}
        fieldRef={props.textRef}
        insertRef={insert}
        readOnly={saving}
        aria-label={t('labelText')}
        aria-describedby={`${id}-hint`}
        placeholder={t(kinds && writing.kind === 'question' ? 'placeholderQuestion' : 'placeholderText')}
      />
      {preview && <ComposerPreview text={writing.text} people={vocabulary.people} group={props.group ?? null} />}
      <p class="unseen" id={`${id}-hint`}>
        {t('hintMarkdown')} {vocabulary.people.length > 1 && t('hintMentions')}
      </p>
      <p class={pictures.said === null ? 'unseen' : 'composer-keys soft'} role="status">
        {pictures.said}
      </p>
      {pictures.failed !== null && (
        <p class="field-error" role="alert">
          {pictures.failed}
        </p>
      )}
      <ComposerImages text={writing.text} onText={setText} group={props.group ?? null} readOnly={saving} />
      {legend && (
        <ColorPicker value={writing.color} legend={legend} onChoose={(color) => onWriting({ ...writing, color })} />
      )}
      <TagField
        value={writing.tags}
        onValue={(tags) => onWriting({ ...writing, tags })}
        known={vocabulary.tags}
        readOnly={saving}
      />
      {audience}
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <footer class="composer-foot">
        <span class="soft composer-keys" role="status">
          {awaiting ? t('imageAwaited') : saving ? t('saving') : t('hintSaveKeys')}
        </span>
        {saveButton}
      </footer>
    </section>
  );
}
