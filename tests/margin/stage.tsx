/** A margin with both ends in the hands of a test: the page behind the port, and the background behind `call`. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import * as v from 'valibot';
import type { Note } from '../../src/core/note.ts';
import { MarginPage } from '../../src/margin/margin-page.tsx';
import type { Ports } from '../../src/margin/ports.ts';
import { readFirst } from '../../src/margin/read-first.ts';
import type { ExtensionEvent } from '../../src/protocol/events.ts';
import { fromPages, type Conversation, type DraftWords, type Vocabulary } from '../../src/protocol/from-pages.ts';
import { toPage, type ToMargin, type ToPage } from '../../src/protocol/margin-port.ts';
// Brings the styles that every page has.
import '../../src/ui/mount.tsx';
import { conversationOf, sampleNotes } from '../library/sample.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);
const READING = 'https://readings.example.org/readings/appointments-with-the-sea.html';
const KEYS = ['//readings.example.org/readings/appointments-with-the-sea.html'];
export const PAGE = { url: READING, title: 'Appointments with the sea', optedOut: false };

/** The notes of one reading. */
export const readingNotes = (): Note[] => sampleNotes(Date.now()).filter(({ target }) => target.source === READING);

export type Call = { method: string; params: Record<string, unknown> };

export type Stage = {
  root: HTMLElement;
  calls: Call[];
  sent: ToPage[];
  /** Everything that is kept of what is being written, by place. */
  drafts: Map<string, DraftWords>;
  /** What the group has words for. */
  vocabulary: Vocabulary;
  conversation: Conversation;
  /** What the background answers next instead of its usual answer; a thrown one is a failure. */
  answers: Map<string, () => unknown>;
  /** The page says something. */
  say(message: ToMargin): Promise<void>;
  /** The background tells everybody. */
  tell(event: ExtensionEvent): Promise<void>;
  loseThePage(): Promise<void>;
  end(): void;
};

/** Mounts a margin; it has read its conversation when this answers. */
export async function stage(
  notes: Note[] = readingNotes(),
  change: Partial<Conversation> = {},
  {
    page = PAGE,
    drafts = new Map<string, DraftWords>(),
    isGone = false,
    first = null,
  }: {
    page?: typeof PAGE | null;
    drafts?: Map<string, DraftWords>;
    isGone?: boolean;
    /** What was read ahead of the first reading. */
    first?: Conversation | null;
  } = {},
): Promise<Stage> {
  const root = document.createElement('div');
  root.id = 'view';
  document.body.replaceChildren(root);
  // as the page does when its margin opens
  window.focus();
  const closed = new AbortController();
  if (isGone) closed.abort();
  let hear: ((message: ToMargin) => void) | undefined;
  const listeners = new Set<(event: ExtensionEvent) => void>();
  const on: Stage = {
    root,
    calls: [],
    sent: [],
    drafts,
    vocabulary: { tags: [], people: [] },
    conversation: conversationOf(notes, change),
    answers: new Map(),
    say: (message) => settle(() => hear?.(message)),
    tell: (event) => settle(() => listeners.forEach((listener) => listener(event))),
    loseThePage: () => settle(() => closed.abort()),
    end: () => {
      void act(() => render(null, root));
      root.remove();
    },
  };
  const usual: Record<string, (params: Record<string, unknown>) => unknown> = {
    'conversation.read': () => on.conversation,
    'draft.read': ({ key }) => drafts.get(String(key)) ?? { text: '' },
    'draft.write': (params) => {
      const { key, ...words } = v.parse(fromPages['draft.write'].params, params);
      if (words.text === '' && Object.keys(words).length === 1) drafts.delete(key);
      else drafts.set(key, words);
      return {};
    },
    'image.read': () => ({ state: 'missing' }),
    'draft.vocabulary': () => on.vocabulary,
    'note.earlier': () => ({ versions: [] }),
    'note.create': () => ({ id: `${'new'.padEnd(21, '_')}A` }),
    'sync.now': () => on.conversation.sync,
    'group.choose': () => ({}),
    'outbox.retry': () => ({}),
    'outbox.discard': () => ({}),
  };
  const ports: Ports = {
    call: async (method, params) => {
      const given = v.parse(fromPages[method].params, params) as Record<string, unknown>;
      on.calls.push({ method, params: given });
      const answer = (on.answers.get(method) ?? (() => (usual[method] ?? (() => ({ ok: true })))(given)))();
      return v.parse(fromPages[method].answer, await answer);
    },
    first: readFirst(Promise.resolve(first && { keys: KEYS, conversation: first })),
    port: async (hearer) => {
      hear = hearer;
      return {
        send: (message) => on.sent.push(v.parse(toPage, message)),
        closed: closed.signal,
        close: () => undefined,
      };
    },
    events: (hearer, signal) => {
      listeners.add(hearer);
      signal.addEventListener('abort', () => listeners.delete(hearer));
    },
  };
  await settle(() => render(<MarginPage {...ports} />, root));
  if (page) await on.say({ type: 'page', page });
  // it looks for what was read ahead first
  await settle(() => undefined);
  return on;
}

/** Does it and waits until everything that follows from it is on screen. */
export async function settle(work: () => unknown): Promise<void> {
  await act(async () => {
    await work();
    await new Promise((done) => setTimeout(done, 20));
  });
}

/** The first element that matches, or an error that names it. */
export function find<E extends HTMLElement = HTMLElement>(on: ParentNode, selector: string): E {
  const found = on.querySelector<E>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

/** The button with these words or this name. */
export function button(on: ParentNode, name: string): HTMLButtonElement {
  const found = [...on.querySelectorAll('button')].find(
    (one) => one.getAttribute('aria-label') === name || one.textContent?.trim() === name,
  );
  if (!found) throw new Error(`no button "${name}"`);
  return found;
}

/** Types as a person does, as far as the element can tell. */
export function type(field: HTMLTextAreaElement | HTMLInputElement, text: string): Promise<void> {
  return settle(() => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

export function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  return settle(() =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })),
  );
}
