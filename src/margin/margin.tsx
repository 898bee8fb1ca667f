/** The conversation beside a page: reads it, shows it, and brings list, composer and page together. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { identifyDocument, type DocumentIdentity } from '../core/document.ts';
import type { Note } from '../core/note.ts';
import type { Selector } from '../core/selectors.ts';
import { plural, t } from '../platform/i18n.ts';
import type { Conversation, GroupChoice, SyncStatus } from '../protocol/from-pages.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { isComing } from '../ui/coming.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Toasts, useToasts } from '../ui/toasts.tsx';
import { backgroundActs, type Acts } from './acts.ts';
import { arrange } from './arrange.ts';
import { choicesIn, countOf, EVERYTHING, find, isNarrow, notesIn } from './finding.ts';
import { ComposerDock } from './composer-dock.tsx';
import { FindBar } from './find-bar.tsx';
import { NoteList } from './note-list.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { OpenQuestions } from './open-questions.tsx';
import { pointOut } from './point-out.ts';
import type { Ports } from './ports.ts';
import { ReattachLine } from './repair.tsx';
import { Status } from './status.tsx';
import { useArrivals } from './use-arrivals.ts';
import { useComposer } from './use-composer.ts';
import { useConversation } from './use-conversation.ts';
import { useFinder } from './use-finder.ts';
import { usePage } from './use-page.ts';
import { useShown } from './use-shown.ts';
import { walk } from './walk.ts';
import './margin.css';

const NONE: readonly Note[] = [];

export function Margin({ call, port, events }: Ports) {
  const list = useRef<HTMLDivElement>(null);
  const newest = useRef<{ identity: DocumentIdentity | null; isHidden: (note: string) => boolean }>({
    identity: null,
    isHidden: () => false,
  });
  const shown = useShown(list);
  const toasts = useToasts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const finder = useFinder();
  const { finding } = finder;
  const composer = useComposer(call, {
    saved: (id) => {
      setSaid(t('noteSaved'));
      show(id);
      reading.refresh();
    },
    kept: () => toasts.show(t('draftKept')),
  });
  const page = usePage(port, {
    show: (note) => show(note),
    point: (notes) => pointOut(list.current, notes),
    compose: (selectors) => {
      // The page may ask for it in the same breath in which it says what it is.
      asked.current = selectors;
      composeAsked();
    },
    reattached: (note, done) => {
      attached.current = note;
      show(note);
      acts.reattached(note, done);
    },
  });

  /** The card that is about to go from one section to another, and to lose the focus by it. */
  const attached = useRef<string | null>(null);
  const asked = useRef<Selector[] | null>(null);
  const composeAsked = (): void => {
    const { identity } = newest.current;
    if (!identity || !asked.current) return;
    void composer.open({ kind: 'passage', selectors: asked.current }, identity, null);
    asked.current = null;
  };

  const identity = useMemo(() => (page.facts ? identifyDocument(page.facts) : null), [page.facts]);
  newest.current.identity = identity;
  const keys = useStable(identity?.keys ?? null);
  const reading = useConversation(call, events, keys);
  const { conversation } = reading;
  const optedOut = page.facts?.optedOut ?? false;
  const notes = useMemo(() => visibleNotes(conversation, optedOut), [conversation, optedOut]);
  const arrangement = useMemo(() => arrange(notes, page.anchors), [notes, page.anchors]);
  const found = useMemo(() => find(arrangement, finding), [arrangement, finding]);
  const choices = useMemo(() => choicesIn(notes), [notes]);
  const arrived = useArrivals(conversation ? notes : null);
  const groups = (conversation?.groups ?? []).filter((one) => one.role !== 'reader' && (!optedOut || one.personal));
  const group = pick(groups, chosen ?? conversation?.writeTo ?? '');

  const ready = conversation !== null && identity !== null;
  useEffect(() => {
    if (ready) void composer.resume(identity, (id) => notes.find((note) => note.id === id));
  }, [ready, keys]);
  useEffect(composeAsked, [identity]);
  newest.current.isHidden = (id) =>
    notes.some((note) => note.id === id) && !notesIn(found).some((note) => note.id === id);
  /** What is asked for is shown, whatever was looked for before. */
  const reveal = (): void => {
    if (shown.wanted !== null && newest.current.isHidden(shown.wanted)) finder.find(EVERYTHING);
  };
  const show = (note: string | null): void => {
    shown.show(note);
    reveal();
  };
  useEffect(() => {
    shown.settle();
    reveal();
  }, [found]);
  const isWriting = composer.composing !== null;
  useEffect(() => {
    // What had the focus may be gone (a deleted card, a closed composer); without a focus here no key works.
    if (!document.hasFocus() || document.activeElement !== document.body) return;
    list.current?.focus({ preventScroll: true });
    if (attached.current !== null) show(attached.current);
    attached.current = null;
  }, [arrangement, isWriting]);

  const looking = useRef<string | null>(null);
  const acts = useMemo<Acts>(() => {
    const write = (kind: 'reply' | 'edit', note: Note): void => {
      const { identity } = newest.current;
      if (identity) void composer.open({ kind, note: note.id }, identity, note);
    };
    return {
      ...backgroundActs(call, toasts.show, reading.refresh, setSaid),
      go: (note) => page.send({ type: 'scrollTo', note }),
      look: (note) => {
        if (looking.current === note) return;
        looking.current = note;
        page.send({ type: 'focus', notes: note === null ? [] : [note] });
      },
      reply: (note) => write('reply', note),
      edit: (note) => write('edit', note),
      reattach: (note) => page.send({ type: 'reattach', note }),
      confirm: (note) => page.send({ type: 'confirm', note }),
    };
  }, [call, toasts.show, reading.refresh, page.send, composer.open]);

  const choose = (id: string): void => {
    setChosen(id);
    void call('group.choose', { group: id }).catch(() => undefined);
  };
  // The list is the heavy part: it is drawn again only when something in it changed.
  const cards = useMemo(
    () => (
      <NoteList
        arrangement={found}
        anchors={page.anchors}
        acts={acts}
        {...(finding.order !== 'text' && {
          title: t(finding.order === 'newest' ? 'sectionNewest' : 'orderUnanswered'),
        })}
      />
    ),
    [found, page.anchors, acts, finding.order],
  );
  const close = (): void => page.send({ type: 'close' });
  const onPage = (): void => {
    if (identity) void composer.open({ kind: 'page' }, identity, null);
  };

  return (
    <main
      class="margin"
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === '/' && notes.length > 1 && !isTyping(event)) {
          event.preventDefault();
          finder.open();
        }
        if (event.key !== 'Escape') return;
        if (page.reattaching === null) close();
        else acts.reattach(null);
      }}
    >
      <header class="margin-head">
        <div class="margin-titles">
          <h1>
            <bdi>{identity?.title ?? t('extensionName')}</bdi>
          </h1>
          <p class="soft">
            {conversation ? plural('notes', notes.length) : t('loading')}
            {conversation && <Sent sync={conversation.sync} />}
            <OpenQuestions notes={notes} finding={finding} onFinding={finder.find} />
          </p>
        </div>
        {notes.length > 1 && (
          <IconButton
            icon="search"
            label={t('findTitle')}
            aria-expanded={finder.isOpen}
            onClick={finder.isOpen ? finder.close : finder.open}
          />
        )}
        <IconButton icon="close" label={t('marginClose')} onClick={close} />
      </header>
      {finder.isOpen && (
        <FindBar
          finding={finding}
          onFinding={finder.find}
          {...choices}
          legend={conversation?.groups.find(({ id }) => id === group)?.legend ?? {}}
          found={countOf(found)}
          all={notes.length}
          onClose={() => {
            finder.close();
            list.current?.focus({ preventScroll: true });
          }}
          fieldRef={finder.field}
        />
      )}
      <div class="margin-scroll" ref={list} tabIndex={-1} onKeyDown={(event) => walk(event, acts.go)}>
        <Status
          gone={page.gone}
          problem={reading.problem}
          optedOut={optedOut}
          nameless={page.facts !== null && identity === null}
          conversation={conversation}
          retry={reading.refresh}
          syncNow={() => void call('sync.now', {}).then(reading.refresh, reading.refresh)}
        />
        {cards}
        {isNarrow(finding) && countOf(found) === 0 && <EmptyState icon="search" title={t('findNothing')} />}
        {conversation && notes.length === 0 && (
          <NothingYet local={conversation.sync.state === 'local'} coming={isComing(conversation)} />
        )}
      </div>
      <div class="margin-dock">
        <Toasts toasts={toasts.toasts} dismiss={toasts.dismiss} />
        {page.reattaching !== null && (
          <ReattachLine note={notes.find(({ id }) => id === page.reattaching)} onCancel={() => acts.reattach(null)} />
        )}
        {composer.composing ? (
          <ComposerDock
            composing={composer.composing}
            life={composer}
            groups={groups}
            group={group}
            onGroup={choose}
            onUnseen={acts.unseen}
          />
        ) : (
          ready && (
            <Button weight="quiet" icon="page" onClick={onPage}>
              {t('addPageNote')}
            </Button>
          )
        )}
      </div>
      <p class="unseen" role="status">
        {said}
      </p>
      <p class="unseen" aria-live="polite">
        {arrived}
      </p>
    </main>
  );
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

function Sent({ sync }: { sync: SyncStatus }) {
  if (sync.state === 'local') return <> · {t('onThisDevice')}</>;
  return sync.waiting > 0 ? <> · {plural('syncWaiting', sync.waiting)}</> : null;
}

function visibleNotes(conversation: Conversation | null, optedOut: boolean): readonly Note[] {
  if (!conversation) return NONE;
  const notes = optedOut ? conversation.notes.filter((note) => note.group.personal) : conversation.notes;
  // Without an account nothing waits: this device is where notes belong.
  return conversation.sync.state === 'local' ? notes.map((note) => ({ ...note, send: { state: 'sent' } })) : notes;
}

/** The wanted group if it may be written to, else "only me", else any. */
function pick(groups: readonly GroupChoice[], wanted: string): string {
  const found = groups.find(({ id }) => id === wanted) ?? groups.find(({ personal }) => personal) ?? groups[0];
  return found?.id ?? '';
}

/** The same array for as long as its words are the same. */
function useStable(words: readonly string[] | null): readonly string[] | null {
  const kept = useRef(words);
  if (kept.current?.join('\n') !== words?.join('\n')) kept.current = words;
  return kept.current;
}
