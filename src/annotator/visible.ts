/** Waits until somebody can see the document: what is hidden is not worth the reader's battery. */
export async function whenVisible(document: Document, signal: AbortSignal): Promise<void> {
  while (document.hidden && !signal.aborted)
    await new Promise<void>((resolve) => {
      const told = { once: true, signal } as const;
      document.addEventListener('visibilitychange', () => resolve(), told);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
}
