/** Where words are written: what they are about, the text, its tags, and always who will see them. */
import type { ComponentChildren, Ref } from 'preact';
import { useId, useState } from 'preact/hooks';
import { MAX_TEXT } from '../core/record.ts';
import { t } from '../platform/i18n.ts';
import { Button, IconButton } from './button.tsx';
import type { Color, Legend } from '../core/color.ts';
import { ColorPicker } from './color-picker.tsx';
import { fieldDirection } from './field-direction.ts';
import { Markdown } from './markdown.tsx';
import { Quote } from './note-card.tsx';
import { Segments } from './segments.tsx';
import { TextField } from './text-field.tsx';
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
  /** Who will see it: a picker, or words where that is settled. */
  audience: ComponentChildren;
  /** Said above the text: "your draft was kept". */
  remark?: string | undefined;
  /** Why saving failed, in words; the text stays. */
  error?: string | null;
  saving: boolean;
  /** The button that saves. */
  saveButton: ComponentChildren;
  /** By Ctrl or Cmd with Enter. */
  onSave: () => void;
  onClose: () => void;
  textRef?: Ref<HTMLTextAreaElement>;
};

/** Keeps nothing itself but whether the preview is shown: the words live with its user. */
export function Composer(props: Props) {
  const { title, quote, writing, onWriting, kinds, legend, audience, remark, error, saving, saveButton } = props;
  const [preview, setPreview] = useState(false);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.onSave();
    else if (event.key === 'Escape') props.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section class="composer" aria-labelledby={`${id}-title`} onKeyDown={onKeyDown}>
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
        <Button weight="quiet" size="small" aria-pressed={preview} onClick={() => setPreview(!preview)}>
          {t('labelPreview')}
        </Button>
      </div>
      {preview ? (
        <div class="composer-preview">
          {writing.text.trim() === '' ? <p class="soft">{t('previewEmpty')}</p> : <Markdown text={writing.text} />}
        </div>
      ) : (
        <textarea
          ref={props.textRef ?? null}
          class="input"
          dir={fieldDirection(writing.text)}
          aria-label={t('labelText')}
          aria-describedby={`${id}-hint`}
          placeholder={t(kinds && writing.kind === 'question' ? 'placeholderQuestion' : 'placeholderText')}
          maxLength={MAX_TEXT}
          value={writing.text}
          onInput={(event) => onWriting({ ...writing, text: event.currentTarget.value })}
        />
      )}
      <p class="unseen" id={`${id}-hint`}>
        {t('hintMarkdown')}
      </p>
      {legend && (
        <ColorPicker value={writing.color} legend={legend} onChoose={(color) => onWriting({ ...writing, color })} />
      )}
      <TextField
        label={t('labelTags')}
        placeholder={t('hintTags')}
        value={writing.tags}
        onValue={(tags) => onWriting({ ...writing, tags })}
        autocomplete="off"
      />
      {audience}
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <footer class="composer-foot">
        <span class="soft composer-keys">{saving ? t('saving') : t('hintSaveKeys')}</span>
        {saveButton}
      </footer>
    </section>
  );
}

/** The tags in what was typed: without repetitions, within what a record may hold. */
export function tagsOf(typed: string): string[] {
  const tags = typed.split(/[,،、;\n]/).map((tag) => tag.trim().replace(/^#/, '').slice(0, 64).trim());
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 30);
}
