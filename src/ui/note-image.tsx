/**
 * A picture in a note. It takes the same room before it is there and after, so that nothing that arrives moves what is read,
 * and is asked for only when it comes near the screen. A press shows it as large as there is room.
 */
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { ShownImage } from '../core/image.ts';
import { t } from '../platform/i18n.ts';
import { Images, type ImageAnswer } from './image-source.ts';
import './note-image.css';

/** How far from the screen. */
const NEAR = '400px';

export function NoteImage({ id, alt, group }: ShownImage & { group: string | null }) {
  const { frame, answer } = useImage(id, group);
  const [isLarge, setLarge] = useState(false);
  const words = alt || t('imageUnnamed');
  return (
    <span ref={frame} class={isLarge ? 'note-image note-image-large' : 'note-image'}>
      {answer?.state === 'here' ? (
        <button
          type="button"
          class="note-image-go"
          aria-expanded={isLarge}
          aria-label={`${words}. ${t('imageLarger')}`}
          title={alt || undefined}
          onClick={() => setLarge(!isLarge)}
        >
          <img src={answer.url} alt="" />
        </button>
      ) : (
        <span class="note-image-words" dir="auto">
          {words}
          {answer && <small>{t(answer.state === 'coming' ? 'imageComing' : 'imageMissing')}</small>}
        </span>
      )}
    </span>
  );
}

/** The picture, once its frame is near the screen; null before. */
export function useImage(id: string, group: string | null) {
  const source = useContext(Images);
  const frame = useRef<HTMLElement>(null);
  const [answer, setAnswer] = useState<ImageAnswer | null>(null);
  useEffect(() => {
    const life = new AbortController();
    setAnswer(null);
    if (!source || !frame.current) return undefined;
    let isHere = false;
    const read = async (): Promise<void> => {
      // Words stand in its place where nothing answers.
      const came = await source.read({ group, id }).catch((): ImageAnswer => ({ state: 'missing' }));
      if (life.signal.aborted) return;
      isHere = came.state === 'here';
      setAnswer(came);
    };
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        watch.disconnect();
        void read();
        source.onCome(() => void (isHere || read()), life.signal);
      },
      { rootMargin: NEAR },
    );
    watch.observe(frame.current);
    return () => {
      life.abort();
      watch.disconnect();
    };
  }, [source, id, group]);
  return { frame, answer };
}
