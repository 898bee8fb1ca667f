/**
 * Another passage for a note: while the page waits for it, the adder offers that, a line says what
 * to do, and Escape ends it. Separate from the annotator's own acts, which make new notes.
 */
import type { Selector } from '../core/selectors.ts';
import type { Adder } from './adder.ts';
import type { Host } from './host.ts';
import type { MarginFrame } from './margin-frame.ts';
import { showNotice, type Notice } from './notice.ts';

export type Reattach = {
  /** The note that waits for a passage. */
  readonly note: string | null;
  /** Waits for a passage for this note; null = for none any more. */
  begin(note: string | null): void;
  /** Saves the passage and says in the margin how that went; without selectors there is nothing to save. */
  attach(note: string, selectors: Selector[]): Promise<void>;
};

export type ReattachOptions = {
  host: Host;
  document: Document;
  adder: Adder;
  margin: MarginFrame;
  words: Notice;
  save: (note: string, selectors: Selector[]) => Promise<boolean>;
};

export function createReattach({ host, document, adder, margin, words, save }: ReattachOptions): Reattach {
  let note: string | null = null;
  let life = new AbortController();

  function begin(next: string | null): void {
    if (next === note) return;
    life.abort();
    note = next;
    adder.offerAttaching(note !== null);
    margin.send({ type: 'reattaching', note });
    if (note === null) return;
    life = new AbortController();
    const end = (): void => begin(null);
    life.signal.addEventListener('abort', showNotice(host, document, words, end));
    const options = { signal: life.signal, capture: true };
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && end(), options);
    // On a small screen the margin covers what is to be read now.
    const { defaultView: view } = document;
    if (view?.matchMedia('(max-width: 640px)').matches) margin.close();
  }

  return {
    get note() {
      return note;
    },
    begin,
    async attach(id, selectors) {
      begin(null);
      const done = selectors.length > 0 && (await save(id, selectors));
      margin.send({ type: 'reattached', note: id, done });
      margin.open();
    },
  };
}
