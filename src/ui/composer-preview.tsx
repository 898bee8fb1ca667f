/** How the words will look, below them while they are typed. Separate because it lives at its own pace: the words are read anew when the hand rests. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Markdown } from './markdown.tsx';
import type { Mentionable } from './words-field.tsx';

/** So long no key was pressed; to read long words anew takes longer than there is between two keys. */
const REST_MS = 120;

type Props = { text: string; people: readonly Mentionable[]; group: string | null };

/** It keeps its height, so that the field above stays where it is; what is written at the end is in sight. */
export function ComposerPreview({ text, people, group }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(text);
  const before = useRef(text);
  useEffect(() => {
    const timer = setTimeout(() => setShown(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useLayoutEffect(() => {
    const isWrittenOn = shown.startsWith(before.current);
    before.current = shown;
    if (isWrittenOn) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [shown]);
  return (
    <div ref={box} class="composer-preview" role="group" aria-label={t('labelPreview')} tabIndex={0}>
      {shown.trim() === '' ? (
        <>
          <p class="soft">{t('previewEmpty')}</p>
          <p class="soft composer-keys">{t('hintMarkdown')}</p>
        </>
      ) : (
        <Markdown text={shown} mentions={people} group={group} />
      )}
    </div>
  );
}
