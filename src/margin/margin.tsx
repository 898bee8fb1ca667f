/** The conversation beside a page: reads it, shows it, and brings list, composer and page together. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { identifyDocument, type DocumentIdentity } from '../core/document.ts';
import { choicesIn, isNarrow } from '../core/finding.ts';
import type { Note } from '../core/note.ts';
import type { Selector } from '../core/selectors.ts';
import { t } from '../platform/i18n.ts';
import { isComing } from '../ui/coming.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { MutedLine } from '../ui/muted-line.tsx';
import { painted } from '../ui/painted.ts';
import { Toasts, useToasts } from '../ui/toasts.tsx';
import { backgroundActs, linkTo, pageActs, type Acts } from './acts.ts';
import { arrange } from './arrange.ts';
import { BeginNote } from './begin-note.tsx';
import { countOf, EVERYTHING, find, notesIn } from './finding.ts';
import { ComposerDock } from './composer-dock.tsx';
import { FindBar } from './find-bar.tsx';
import { LayoutBar } from './layout-bar.tsx';
import { MarginHead } from './margin-head.tsx';
import { useMarginKeys } from './margin-keys.tsx';
import { NoteList } from './note-list.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { visibleNotes } from './on-this-page.ts';
import { PickingDock } from './picking-dock.tsx';
import { pointOut } from './point-out.ts';
import type { Ports } from './ports.ts';
import { ReattachLine } from './repair.tsx';
import { Status } from './status.tsx';
import { useArrivals } from './use-arrivals.ts';
import { useAudience } from './use-audience.ts';
import { useComposer } from './use-composer.ts';
import { useConversation } from './use-conversation.ts';
import { useFinder } from './use-finder.ts';
import { useLayout } from './use-layout.ts';
import { useListFocus } from './use-list-focus.ts';
import { useMovedCard } from './use-moved-card.ts';
import { useOwnKeys } from './use-own-keys.ts';
import { usePage } from './use-page.ts';
import { useShown } from './use-shown.ts';
import { useStableWords } from './use-stable-words.ts';
import './margin.css';

export function Margin({ call, first, port, events, leave }: Ports) {
  const list = useRef<HTMLDivElement>(null);
  const newest = useRef<{ identity: DocumentIdentity | null; isHidden: (note: string) => boolean }>({
    identity: null,
    isHidden: () => false,
  });
  const endpoint = useRef<string | null>(null);
  const shown = useShown(list);
  const focusList = useListFocus(list);
  const moved = useMovedCard();
  const toasts = useToasts();
  const [picking, setPicking] = useState(false);
  const [said, setSaid] = useState('');
  const [withMuted, setWithMuted] = useState(false);
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
    point: (notes) => pointOut(list.current, (pointed.current = notes)),
    compose: (selectors, audience) => {
      // The page may ask for it in the same breath in which it says what it is.
      asked.current = { selectors, forMe: audience === 'me' };
      setPicking(false);
      composeAsked();
    },
    pick: () => pickPassage(),
    reattached: (note, done) => {
      show(note);
      if (done) moved.current = note;
      acts.reattached(note, done);
    },
  });

  const asked = useRef<{ selectors: Selector[]; forMe: boolean } | null>(null);
  const composeAsked = (): void => {
    const { identity } = newest.current;
    if (!identity || !asked.current) return;
    const { selectors, forMe } = asked.current;
    void composer.open({ kind: 'passage', selectors }, identity, null, { forMe });
    asked.current = null;
  };

  const identity = useMemo(() => (page.facts ? identifyDocument(page.facts) : null), [page.facts]);
  newest.current.identity = identity;
  const keys = useStableWords(identity?.keys ?? null);
  const reading = useConversation({ call, first, events }, keys, withMuted);
  const { conversation } = reading;
  /** The same once all of it is here: what counts its notes, or says that there are none, waits for it. */
  const whole = conversation?.partial ? null : conversation;
  const nameless = page.facts !== null && identity === null;
  const ownKeys = useOwnKeys({ call, events }, conversation, nameless);
  endpoint.current = conversation?.sync.endpoint ?? null;
  const optedOut = page.facts?.optedOut ?? false;
  const notes = useMemo(() => visibleNotes(conversation, optedOut), [conversation, optedOut]);
  const arrangement = useMemo(() => arrange(notes, page.anchors), [notes, page.anchors]);
  const found = useMemo(() => find(arrangement, finding), [arrangement, finding]);
  const choices = useMemo(() => choicesIn(notes), [notes]);
  const arrived = useArrivals(whole ? notes : null);
  const groups = (conversation?.groups ?? []).filter((one) => one.role !== 'reader' && (!optedOut || one.personal));
  const audience = useAudience(call, { composer, groups, writeTo: conversation?.writeTo ?? '' });
  const { composing } = composer;

  const isDrawn = conversation !== null;
  useEffect(() => {
    if (isDrawn) void painted().then(() => page.send({ type: 'drawn' }));
  }, [isDrawn]);
  const ready = whole !== null && identity !== null;
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
  /** What is asked for may stand on screen only now. */
  const pointed = useRef<readonly string[]>([]);
  const drawn = useCallback(() => {
    shown.settle();
    pointOut(list.current, pointed.current);
  }, [shown]);
  useEffect(() => {
    drawn();
    reveal();
  }, [found]);
  const isWriting = composing !== null;
  const isPicking = ready && (picking || page.reattaching !== null) && !isWriting;
  useEffect(() => {
    const note = moved.current;
    // What had the focus may be gone (a deleted card, a closed composer, a message).
    if (focusList() && notes.some(({ id }) => id === note)) show(note);
  }, [arrangement, isWriting, isPicking, toasts.toasts]);

  const acts = useMemo<Acts>(() => {
    const write = (kind: 'reply' | 'edit', note: Note): void => {
      const { identity } = newest.current;
      if (identity) void composer.open({ kind, note: note.id }, identity, note);
    };
    return {
      ...backgroundActs(call, toasts.show, reading.refresh, setSaid),
      ...pageActs(page.send),
      reply: (note) => write('reply', note),
      edit: (note) => write('edit', note),
      linkOf: (note) => linkTo(note, endpoint.current),
    };
  }, [call, toasts.show, reading.refresh, page.send, composer.open]);

  const layout = useLayout(page, finder);
  const { beside } = layout;
  // The list is the heavy part: it is drawn again only when something in it changed.
  const cards = useMemo(
    () => (
      <NoteList
        arrangement={found}
        anchors={page.anchors}
        acts={acts}
        finding={finding}
        scroller={list}
        wanted={shown.wanted}
        onDrawn={drawn}
        beside={beside}
        {...(finding.order !== 'text' && {
          title: t(finding.order === 'newest' ? 'sectionNewest' : 'orderUnanswered'),
        })}
      />
    ),
    [found, page.anchors, acts, finding, shown.wanted, beside !== null, beside?.tops],
  );
  const pickPassage = (): void => {
    page.send({ type: 'pick', step: { by: 'words', words: '' } });
    setPicking(true);
  };
  const close = (): void => {
    page.send({ type: 'close' });
    leave?.();
  };
  const onPage = (): void => {
    if (identity) void composer.open({ kind: 'page' }, identity, null);
  };

  const toList = (): void => list.current?.focus({ preventScroll: true });
  const keyList = useMarginKeys({ call }, list, ownKeys, {
    find: notes.length > 1 ? finder.open : null,
    go: acts.go,
    leave: (isNowhere) => {
      if (page.reattaching !== null) acts.reattach(null);
      else if (isNowhere && composing) void composer.close();
      else if (isNowhere && isPicking) setPicking(false);
      else if (isNowhere && finder.isOpen) finder.close();
      else if (isNowhere && layout.isOpen) layout.open(false);
      else close();
    },
    back: toList,
  });

  return (
    <main class="margin">
      <MarginHead
        title={identity?.title ?? t('extensionName')}
        notes={notes}
        conversation={whole}
        finder={finder}
        findKey={ownKeys.keys.find}
        layout={layout}
        hidesMarks={page.hidesMarks}
        onHideMarks={(on) => page.send({ type: 'hideMarks', on })}
        onClose={close}
      />
      {layout.isOpen && layout.chosen && (
        <LayoutBar
          layout={layout.chosen}
          hasPlaces={layout.hasPlaces}
          choose={layout.choose}
          onClose={() => {
            layout.open(false);
            toList();
          }}
        />
      )}
      {finder.isOpen && (
        <FindBar
          finding={finding}
          onFinding={finder.find}
          onEverything={finder.clear}
          authors={choices.authors}
          colors={choices.colors}
          legend={conversation?.groups.find(({ id }) => id === audience.group)?.legend ?? {}}
          found={countOf(found)}
          all={notes.length}
          onClose={() => {
            finder.close();
            toList();
          }}
          fieldRef={finder.field}
        />
      )}
      <div class="margin-status">
        <Status
          gone={page.gone}
          problem={reading.problem}
          optedOut={optedOut}
          nameless={nameless}
          conversation={conversation}
          retry={reading.refresh}
          syncNow={() => void call('sync.now', {}).then(reading.refresh, reading.refresh)}
          onDismissed={toList}
        />
      </div>
      <div class="margin-scroll" ref={list} tabIndex={-1}>
        {cards}
        <MutedLine count={optedOut ? 0 : conversation?.muted} shown={withMuted} onShow={setWithMuted} />
        {whole && isNarrow(finding) && countOf(found) === 0 && <EmptyState icon="search" title={t('findNothing')} />}
        {whole && notes.length === 0 && <NothingYet local={whole.sync.state === 'local'} coming={isComing(whole)} />}
      </div>
      <div class="margin-dock">
        <Toasts toasts={toasts.toasts} dismiss={toasts.dismiss} />
        {page.reattaching !== null && (
          <ReattachLine note={notes.find(({ id }) => id === page.reattaching)} onCancel={() => acts.reattach(null)} />
        )}
        {isPicking && (
          <PickingDock
            {...{ page, acts, groups, audience }}
            onDone={() => setPicking(false)}
            say={(words) => toasts.show(words)}
          />
        )}
        {composing ? (
          <ComposerDock
            composing={composing}
            life={composer}
            groups={groups}
            group={audience.writesTo}
            onGroup={audience.choose}
            onUnseen={acts.unseen}
            call={call}
          />
        ) : (
          ready && !isPicking && <BeginNote onPage={onPage} onPassage={pickPassage} />
        )}
      </div>
      {keyList}
      <p class="unseen" role="status">
        {said}
      </p>
      <p class="unseen" aria-live="polite">
        {arrived}
      </p>
    </main>
  );
}
