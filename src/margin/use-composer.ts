/** The life of what is being written: opened at a place, kept as a draft, saved or put away. One at a time. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DocumentIdentity } from '../core/document.ts';
import type { Id } from '../core/id.ts';
import type { Note } from '../core/note.ts';
import { tagsOf } from '../core/tags.ts';
import { freshId } from '../platform/fresh-id.ts';
import { t } from '../platform/i18n.ts';
import type { Writing } from '../ui/composer.tsx';
import { errorText } from '../ui/error-text.ts';
import { openDraft, type Draft } from './draft.ts';
import { failureText } from './failure-text.ts';
import { draftKey, formatPlace, openPlaceKey, parsePlace, type Place } from './place.ts';
import type { Ports } from './ports.ts';
import { draftOf, isKept, writingFor } from './writing.ts';
import type { DraftWords } from '../protocol/from-pages.ts';

export type Composing = {
  /** The id of the note it becomes: saving again after a lost answer makes no second one. */
  id: Id;
  place: Place;
  /** The document it was begun on: the page may have moved on meanwhile. */
  document: DocumentIdentity;
  /** The note replied to or edited, as it was then. */
  about: Note | null;
  writing: Writing;
  /** The words that an edit was begun from. */
  saw: string | null;
  /** The group it is written to: chosen when it was begun or since, whatever is chosen elsewhere; null until groups are known. */
  group: string | null;
  /** It is for its writer alone; so is a draft of it. */
  forMe: boolean;
  restored: boolean;
  /** It came back by itself, and takes no focus. */
  resumed: boolean;
  saving: boolean;
  /** It is to be saved, and waits for a picture that is on its way into it. */
  awaiting: boolean;
  error: string | null;
  /** Its words could not be kept, and its writer was told. */
  unkept: boolean;
};

/** `forMe`: for its writer alone. `resumed`: it comes back by itself. */
type How = { forMe?: boolean; resumed?: boolean };

export type ComposerLife = {
  composing: Composing | null;
  open: (place: Place, document: DocumentIdentity, about: Note | null, how?: How) => Promise<void>;
  /** Opens what was being written when the margin last went away, if anything. */
  resume: (document: DocumentIdentity, find: (id: string) => Note | undefined) => Promise<void>;
  write: (writing: Writing) => void;
  /** Who will see it. */
  aim: (group: string, forMe: boolean) => void;
  /** Stays open, once, where the words could not be kept. */
  close: () => Promise<void>;
  /** Saving waits for this, and is not done where it fails: a picture is on its way into the words. */
  hold: (work: Promise<boolean>) => void;
  save: (group: string) => Promise<void>;
};

export function useComposer(
  call: Ports['call'],
  told: { saved: (id: string) => void; kept: () => void },
): ComposerLife {
  const [composing, setComposing] = useState<Composing | null>(null);
  const now = useRef<Composing | null>(null);
  const draft = useRef<Draft | null>(null);
  const held = useRef(new Set<Promise<boolean>>());
  const latest = useRef(told);
  latest.current = told;

  const set = (next: Composing | null): void => {
    now.current = next;
    setComposing(next);
  };
  const change = (part: Partial<Composing>): void => {
    if (now.current) set({ ...now.current, ...part });
  };
  const remember = async (document: DocumentIdentity, text: string): Promise<void> => {
    const key = openPlaceKey(keyOf(document));
    await call('draft.write', { key, text }).catch(() => undefined);
  };
  const putAway = (): void => {
    void draft.current?.flush();
    draft.current = null;
    set(null);
  };

  /** Waits for what is on its way into the words; false where it does not come, or something else is written by then. */
  const isComplete = async (): Promise<boolean> => {
    const waiting = now.current;
    if (!waiting || held.current.size === 0) return true;
    change({ awaiting: true, error: null });
    const came = await Promise.all(held.current);
    if (now.current?.id !== waiting.id) return false;
    change({ awaiting: false });
    return came.every(Boolean);
  };
  const keep = (): void => {
    if (now.current) draft.current?.write(draftOf(now.current));
  };

  const life = useRef<Omit<ComposerLife, 'composing'>>({
    async open(place, document, about, how) {
      const key = draftKey(keyOf(document), place);
      const same = now.current && draftKey(keyOf(now.current.document), now.current.place) === key;
      if (same) {
        // The end of a long passage may be another now; and what others were to see may now be for nobody else.
        change({ place, ...(how?.forMe && { forMe: true, group: null }) });
        return;
      }
      if (now.current) putAway();
      const kept = await readDraft(call, key);
      // Somebody may have pressed twice while the draft was read.
      if (now.current) return;
      draft.current = openDraft(call, key);
      set({
        id: freshId(),
        place,
        document,
        about,
        writing: writingFor(place, about, kept),
        saw: kept.saw ?? about?.text ?? null,
        group: null,
        forMe: how?.forMe === true || kept.forMe === true,
        restored: isKept(kept),
        resumed: how?.resumed === true,
        saving: false,
        awaiting: false,
        error: null,
        unkept: false,
      });
      void remember(document, formatPlace(place));
    },
    async resume(document, find) {
      const place = parsePlace((await readDraft(call, openPlaceKey(keyOf(document)))).text);
      if (!place || now.current) return;
      const about = 'note' in place ? (find(place.note) ?? null) : null;
      if ('note' in place && !about) return;
      if (!isKept(await readDraft(call, draftKey(keyOf(document), place)))) return;
      await life.open(place, document, about, { resumed: true });
    },
    write(writing) {
      change({ writing, error: null, unkept: false });
      keep();
    },
    aim(group, forMe) {
      change({ group, forMe });
      if (now.current && isKept(draftOf(now.current))) keep();
    },
    async close() {
      const closing = now.current;
      if (!closing || closing.saving) return;
      const hasWords = isKept(draftOf(closing));
      const isSafe = closing.unkept || !hasWords || ((await draft.current?.flush()) ?? true);
      if (now.current?.id !== closing.id) return;
      if (!isSafe) {
        change({ error: t('draftNotKept'), unkept: true });
        return;
      }
      putAway();
      void remember(closing.document, '');
      if (hasWords && !closing.unkept) latest.current.kept();
    },
    hold(work) {
      const kept = work.catch(() => false);
      held.current.add(kept);
      void kept.then(() => held.current.delete(kept));
    },
    async save(group) {
      if (now.current?.saving || now.current?.awaiting || !(await isComplete())) return;
      const saving = now.current;
      if (!saving) return;
      const isOwnHighlight = saving.place.kind === 'edit' && saving.about?.kind === 'highlight';
      if (saving.writing.text.trim() === '' && !isOwnHighlight) {
        change({ error: t('writeSomething') });
        return;
      }
      change({ saving: true, error: null });
      const written = draft.current;
      // What is on screen is on disk before anything else can fail.
      await written?.flush();
      const result = await store(call, saving, group);
      // Something else may have been begun meanwhile, with a draft of its own.
      const isHere = now.current?.id === saving.id;
      if ('error' in result) {
        if (isHere) change({ saving: false, error: result.error });
        return;
      }
      if (isHere) {
        draft.current = null;
        set(null);
      }
      latest.current.saved(result.id);
      await written?.forget();
      if (isHere && !now.current) await remember(saving.document, '');
    },
  }).current;

  useEffect(() => {
    // The tab is closed, or goes to the background, where it may be thrown away without another word.
    const leaving = new AbortController();
    const flush = (): void => void draft.current?.flush();
    addEventListener('pagehide', flush, { signal: leaving.signal });
    document.addEventListener('visibilitychange', flush, { signal: leaving.signal });
    return () => leaving.abort();
  }, []);

  return { composing, ...life };
}

function keyOf(document: DocumentIdentity): string {
  return document.keys[0] ?? document.source;
}

async function readDraft(call: Ports['call'], key: string): Promise<DraftWords> {
  try {
    return await call('draft.read', { key });
  } catch {
    // No draft is better than no composer.
    return { text: '' };
  }
}

/** Saves it where the background keeps it; never throws. */
async function store(
  call: Ports['call'],
  { id, place, document, about, writing, saw }: Composing,
  group: string,
): Promise<{ id: string } | { error: string }> {
  const { text, color } = writing;
  const tags = tagsOf(writing.tags);
  const target = { ...document, selectors: [] };
  try {
    switch (place.kind) {
      case 'passage':
        return await call('note.create', {
          id,
          kind: writing.kind,
          text,
          tags,
          ...(color && { color }),
          group,
          target: { ...target, selectors: place.selectors },
          parent: null,
        });
      case 'page':
        return await call('note.create', { id, kind: 'page', text, tags, group, target, parent: null });
      case 'reply':
        return await call('note.create', { id, kind: 'reply', text, tags, group, target, parent: place.note });
      case 'edit': {
        const outcome = await call('note.edit', {
          id: place.note,
          text,
          tags,
          ...(saw !== null && { saw }),
          ...(color !== (about?.color?.name ?? null) && { color }),
        });
        return outcome.ok ? { id: place.note } : { error: errorText(outcome.code) };
      }
    }
  } catch (error) {
    return { error: failureText(error, 'saveFailed') };
  }
}
