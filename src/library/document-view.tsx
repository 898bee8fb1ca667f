/** One document: all its notes in the order of its text, threads whole. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { groupByDocument } from '../core/documents.ts';
import type { Note } from '../core/note.ts';
import { groupByPassage, type PassageNotes } from '../core/passages.ts';
import { plural, t } from '../platform/i18n.ts';
import type { Unplaced } from '../store/records.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NoteCard, Quote } from '../ui/note-card.tsx';
import type { Mute } from '../ui/mute-choice.tsx';
import { PersonMenu } from '../ui/person-menu.tsx';
import { ThreadView } from '../ui/thread.tsx';
import { CopyQuote } from './export/copy-quote.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { PageLink } from './page-link.tsx';
import type { LibraryPorts, NotesProps } from './ports.ts';
import { UnplacedRemark } from './unplaced-remark.tsx';
import { useGrowing, useStable } from '../ui/use-growing.ts';

export function DocumentView({ library, ports, onMute, withMuted, documentKey }: NotesProps & { documentKey: string }) {
  const { unplaced } = library;
  const notes = useDocument(ports, documentKey, withMuted);
  const document = useMemo(() => groupByDocument(notes ?? [])[0], [notes]);
  const passages = useMemo(() => marked(groupByPassage(document?.notes ?? []), unplaced), [document, unplaced]);
  const shown = useGrowing(useStable(passages), 12, useDrawing(onMute));
  const back = (
    <a class="back" href="#">
      {t('libraryBack')}
    </a>
  );
  if (notes === null) return back;
  if (!document) {
    return (
      <>
        {back}
        <EmptyState title={t('libraryNoDocument')}>{t('libraryNoDocumentHint')}</EmptyState>
      </>
    );
  }
  return (
    <article>
      {back}
      <h1>
        <bdi>{document.title}</bdi>
      </h1>
      <div class="list-head">
        <p class="soft">
          <PageLink source={document.source} /> · {plural('notes', document.notes.length)}
        </p>
        <ExportDialog title={document.title} notes={document.notes} ports={ports} unplaced={unplaced} />
      </div>
      <ul class="passages">{shown}</ul>
    </article>
  );
}

/** Null before it is read. */
function useDocument(ports: LibraryPorts, key: string, withMuted: boolean): readonly Note[] | null {
  const [notes, setNotes] = useState<readonly Note[] | null>(null);
  useEffect(() => {
    const life = new AbortController();
    ports.watchDocument(key, (found) => setNotes(found.notes), life.signal, withMuted);
    return () => life.abort();
  }, [ports, key, withMuted]);
  return notes;
}

/** A passage, and what is known if its page did not surely show it. */
type Marked = PassageNotes & { unplaced: Unplaced | undefined };

function marked(passages: readonly PassageNotes[], unplaced: ReadonlyMap<string, Unplaced>): Marked[] {
  const of = ({ threads }: PassageNotes) => threads.flatMap(({ note }) => unplaced.get(note.id) ?? [])[0];
  return passages.map((passage) => ({ ...passage, unplaced: of(passage) }));
}

/** Passages that were drawn are not drawn again, so what they hold on to must stay the same. */
function useDrawing(onMute: Mute) {
  const newest = useRef(onMute);
  newest.current = onMute;
  return useCallback((passage: Marked) => {
    const mute: Mute = (note, muted) => newest.current(note, muted);
    return <Passage key={passage.threads[0]?.note.id} passage={passage} onMute={mute} />;
  }, []);
}

function Passage({ passage: { quote, threads, unplaced }, onMute }: { passage: Marked; onMute: Mute }) {
  const mine = threads.every(({ note }) => note.mine);
  const place = unplaced && <UnplacedRemark unplaced={unplaced} />;
  return (
    <li class="passage">
      {quote === '' ? <h2 class="passage-page">{t('kindPage')}</h2> : <Quote text={quote} mine={mine} place={place} />}
      {threads.map((thread) => (
        <div key={thread.note.id} class="card">
          <ThreadView
            thread={thread}
            render={(note, reply) => card(note, reply?.answers ?? null, reply !== null, onMute)}
          />
        </div>
      ))}
    </li>
  );
}

function card(note: Note, answers: string | null, reply: boolean, onMute: Mute) {
  return (
    <NoteCard
      note={note}
      quote={false}
      group={!reply}
      actions={
        <>
          <CopyQuote note={note} />
          {!note.mine && <PersonMenu note={note} onMute={onMute} />}
        </>
      }
    >
      {answers !== null && <p class="soft form-words">{t('libraryAnswers', answers)}</p>}
    </NoteCard>
  );
}
