/** The pictures of what is being written, each with what is said of it for those who cannot see it. */
import { useState } from 'preact/hooks';
import { imagesShownIn, withAlt, type ShownImage } from '../core/image.ts';
import { t } from '../platform/i18n.ts';
import { IconButton } from './button.tsx';
import { useImage } from './note-image.tsx';
import { TextField } from './text-field.tsx';
import './composer-images.css';

type Props = { text: string; onText: (text: string) => void; group: string | null; readOnly: boolean };

/** They stand in the text, and are there as long as they stand there. */
export function ComposerImages({ text, onText, group, readOnly }: Props) {
  const shown = imagesShownIn(text);
  if (shown.length === 0) return null;
  return (
    <ul class="composer-images" aria-label={t('imagesHere')}>
      {shown.map((image) => (
        <Item
          key={image.id}
          image={image}
          group={group}
          readOnly={readOnly}
          onAlt={(alt) => onText(withAlt(text, image.id, alt))}
        />
      ))}
    </ul>
  );
}

type ItemProps = { image: ShownImage; group: string | null; readOnly: boolean; onAlt: (alt: string | null) => void };

function Item({ image: { id, alt }, group, readOnly, onAlt }: ItemProps) {
  const { frame, answer } = useImage(id, group);
  // As it is typed: in the text there is no space at its end.
  const [typed, setTyped] = useState(alt);
  const value = typed.replace(/\s+/g, ' ').trim() === alt ? typed : alt;
  return (
    <li>
      <span ref={frame} class="composer-image">
        {answer?.state === 'here' && <img src={answer.url} alt="" />}
      </span>
      <TextField
        label={t('imageAlt')}
        hint={value.trim() === '' ? t('imageAltHint') : undefined}
        value={value}
        onValue={(words) => {
          setTyped(words);
          onAlt(words);
        }}
        maxLength={500}
        readOnly={readOnly}
      />
      <IconButton
        icon="remove"
        size="small"
        label={t('imageRemove')}
        aria-disabled={readOnly}
        onClick={() => !readOnly && onAlt(null)}
      />
    </li>
  );
}
