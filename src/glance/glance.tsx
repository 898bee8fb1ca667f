/**
 * The first words of the notes on a passage that is pointed at, beside it: who wrote what, at a glance and without the
 * margin. It reads them when the page says which, and tells how high it has become, so that the page shows it whole.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { markdownExcerpt } from '../core/markdown.ts';
import { plural, t } from '../platform/i18n.ts';
import type { Port } from '../platform/port.ts';
import type { Caller } from '../platform/rpc.ts';
import type { AnswerOf } from '../protocol/method.ts';
import type { fromPages } from '../protocol/from-pages.ts';
import type { FromGlance, ToGlance } from '../protocol/glance-port.ts';
import { authorName } from '../ui/author-name.ts';
import { Avatar } from '../ui/avatar.tsx';
import { QuestionChip } from '../ui/question-chip.tsx';
import './glance.css';

export type GlancePorts = {
  call: Caller<typeof fromPages>;
  /** Opens the port to the content script of the page. */
  port: (hear: (message: ToGlance) => void) => Promise<Port<FromGlance>>;
};

/** What was asked for, what is there of it, and how many more there are. */
type Drawn = AnswerOf<(typeof fromPages)['notes.glance']> & { asked: string[]; more: number };

/** Characters of each. */
const WORDS = 140;

export function Glance({ call, port }: GlancePorts) {
  const [drawn, setDrawn] = useState<Drawn>({ asked: [], notes: [], more: 0 });
  const open = useRef<Port<FromGlance> | null>(null);
  const root = useRef<HTMLElement>(null);

  useEffect(() => {
    let asked: string[] = [];
    const hear = async ({ notes, count }: ToGlance): Promise<void> => {
      asked = notes;
      const answer = await call('notes.glance', { ids: notes });
      // the pointer went on meanwhile
      if (asked === notes) setDrawn({ ...answer, asked, more: count - notes.length });
    };
    // words that cannot be had now are not shown: pointing is no request, and the margin says why
    const opening = port((message) => void hear(message).catch(() => undefined)).then((opened) => {
      open.current = opened;
      opened.send({ type: 'ready' });
      return opened;
    });
    return () => void opening.then((opened) => opened.close());
  }, [call, port]);

  useLayoutEffect(() => {
    const { asked, notes } = drawn;
    const height = notes.length === 0 ? 0 : (root.current?.offsetHeight ?? 0);
    if (asked.length > 0) open.current?.send({ type: 'drawn', notes: asked, height });
  }, [drawn]);

  return (
    <main ref={root} class="glance">
      {drawn.notes.map(({ note, answers }) => (
        <button
          key={note.id}
          type="button"
          class="glance-note"
          onClick={() => open.current?.send({ type: 'open', note: note.id })}
        >
          <Avatar name={authorName(note)} seed={note.author.id} />
          <span class="glance-words">
            <span class="glance-by">
              <bdi class="note-author">{authorName(note)}</bdi>
              {note.kind === 'question' && <QuestionChip />}
            </span>
            <span class={note.text === '' ? 'soft' : undefined} dir="auto">
              {note.text === '' ? t('noteNoWords') : markdownExcerpt(note.text, WORDS)}
            </span>
            {answers > 0 && <span class="soft">{plural('replies', answers)}</span>}
          </span>
        </button>
      ))}
      {drawn.more > 0 && <p class="glance-more soft">{plural('glanceMore', drawn.more)}</p>}
    </main>
  );
}
