/** A reader who came by a link: the passage is scrolled to as soon as it is found, unless they have begun to go elsewhere. */

export type Arrival = {
  expect(passage: string): void;
  /** Passages have been placed: looks whether it is among them. */
  placed(): void;
  forget(): void;
};

/** @param go scrolls to a passage; false if it has no place yet */
export function createArrival(document: Document, go: (passage: string) => boolean): Arrival {
  let wanted: string | null = null;
  let waiting = new AbortController();

  function forget(): void {
    wanted = null;
    waiting.abort();
  }
  function placed(): void {
    if (wanted !== null && go(wanted)) forget();
  }
  return {
    expect(passage) {
      forget();
      wanted = passage;
      waiting = new AbortController();
      const options = { signal: waiting.signal, capture: true, passive: true };
      for (const own of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
        document.addEventListener(own, (event) => (event.isTrusted ? forget() : undefined), options);
      placed();
    },
    placed,
    forget,
  };
}
