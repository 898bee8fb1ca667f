/**
 * The way to painted passages without a mouse: a button that appears when Tab reaches it; arrow
 * keys go from passage to passage in the order of the text, Enter opens the card.
 */
import type { Host } from './host.ts';

export type NoteWalk = {
  /** The passages that can be walked, in the order of the text. */
  set(ids: readonly string[]): void;
};

export type NoteWalkOptions = {
  host: Host;
  document: Document;
  /** "Passage 2 of 7. Enter opens it, arrow keys go on." */
  label: (place: number, count: number) => string;
  look: (id: string | null) => void;
  open: (id: string) => void;
};

export function createNoteWalk({ host, document, label, look, open }: NoteWalkOptions): NoteWalk {
  const box = document.createElement('div');
  box.className = 'walk';
  const button = document.createElement('button');
  button.type = 'button';
  box.append(button);
  let ids: readonly string[] = [];
  let at = 0;

  const say = (): void => {
    button.textContent = label(at + 1, ids.length);
  };
  const go = (step: number): void => {
    at = (at + step + ids.length) % ids.length;
    say();
    look(ids[at] ?? null);
  };
  const onward = host.side === 'right' ? 1 : -1;
  const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: onward, ArrowUp: -1, ArrowLeft: -onward };
  button.addEventListener('focus', () => go(0));
  button.addEventListener('blur', () => look(null));
  button.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (step === undefined || ids.length === 0) return;
    event.preventDefault();
    go(step);
  });
  button.addEventListener('click', (event) => {
    const id = ids[at];
    if (event.isTrusted && id) open(id);
  });

  return {
    set(next) {
      ids = next;
      at = Math.min(at, Math.max(0, ids.length - 1));
      box.hidden = ids.length === 0;
      if (ids.length === 0) return;
      host.attach();
      if (!box.isConnected) host.root.append(box);
      say();
    },
  };
}
