/** Pictures on their way into what is being written: pasted, dropped or chosen, one after the other. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { imageOf, type ImageId } from '../core/image.ts';
import { t } from '../platform/i18n.ts';

/** Makes a picture of a file fit for notes and keeps it; or says in words what is wrong with it. */
export type TakePicture = (file: File) => Promise<{ ok: true; id: ImageId } | { ok: false; words: string }>;

export type Pictures = {
  /** What is being done, or was; for a live region. */
  said: string | null;
  failed: string | null;
  add: (files: Iterable<File>) => void;
  onPaste: (event: ClipboardEvent) => void;
  onDragOver: (event: DragEvent) => void;
  onDrop: (event: DragEvent) => void;
};

/**
 * @param insert puts Markdown where the caret is
 * @param begun is told of each picture that is on its way, and whether it came to stand in the text
 */
export function usePictures(
  take: TakePicture,
  insert: (markdown: string) => void,
  begun: (work: Promise<boolean>) => void,
): Pictures {
  const [said, setSaid] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const latest = useRef({ take, insert, begun });
  latest.current = { take, insert, begun };
  const work = useRef(Promise.resolve(true));
  const isOpen = useRef(true);
  useEffect(() => {
    // A file that misses the composer would be opened in its place, and what is being written be gone from the screen.
    const life = new AbortController();
    const refuse = (event: DragEvent): void => {
      if (hasFiles(event.dataTransfer) && !event.defaultPrevented) event.preventDefault();
    };
    addEventListener('dragover', refuse, { signal: life.signal });
    addEventListener('drop', refuse, { signal: life.signal });
    return () => {
      life.abort();
      isOpen.current = false;
    };
  }, []);

  const addOne = async (file: File): Promise<boolean> => {
    setFailed(null);
    setSaid(t('imagePreparing'));
    const taken = await latest.current.take(file);
    // What it was for was put away meanwhile, and something else may be written in its place.
    if (!isOpen.current) return false;
    if (taken.ok) latest.current.insert(imageOf({ id: taken.id, alt: '' }));
    else setFailed(taken.words);
    setSaid(taken.ok ? t('imageAdded') : null);
    return taken.ok;
  };
  const add = (files: Iterable<File>): void => {
    for (const file of files) {
      work.current = work.current.then(() => addOne(file));
      latest.current.begun(work.current);
    }
  };
  const takeFrom = (event: Event, data: DataTransfer | null): void => {
    const files = picturesIn(data);
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };
  return {
    said,
    failed,
    add,
    onPaste: (event) => {
      // Words that an office program copied have a picture of them beside them.
      if ((event.clipboardData?.getData('text/plain') ?? '') === '') takeFrom(event, event.clipboardData);
    },
    onDragOver: (event) => {
      if (hasFiles(event.dataTransfer)) event.preventDefault();
    },
    onDrop: (event) => takeFrom(event, event.dataTransfer),
  };
}

function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}

/** Whatever says that it is a picture; what it really is its bytes tell. */
function picturesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
}
