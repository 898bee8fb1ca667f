/** Tells how the passages of a page were found, once they have come to rest and only when that is news. */
import type { AnchorState } from '../protocol/from-annotator.ts';

/** A page that is being built has its passages one after the other. */
const REST_MS = 2000;

export type Found = { id: string; state: AnchorState };

export type FoundTeller = {
  /** Passages were placed. */
  placed(found: readonly Found[]): void;
  /** What was told may be of other passages than those that are looked for now: it is told anew. */
  forget(): void;
};

export function createFoundTeller(tell: (found: Found[]) => void, signal: AbortSignal): FoundTeller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  signal.addEventListener('abort', () => clearTimeout(timer));
  return {
    placed(placed) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const found = placed.map(({ id, state }) => ({ id, state }));
        const words = JSON.stringify(found);
        if (words !== told && found.length > 0) tell(found);
        told = words;
      }, REST_MS);
    },
    forget() {
      told = '';
    },
  };
}
