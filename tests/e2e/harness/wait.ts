/** Waits for something to become true, and tells how long it took. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  timeoutMs = 15_000,
): Promise<{ value: T; ms: number }> {
  const begun = performance.now();
  let last: unknown;
  for (;;) {
    try {
      const value = await look();
      if (value) return { value, ms: performance.now() - begun };
    } catch (error) {
      last = error;
    }
    if (performance.now() - begun > timeoutMs) throw new Error(`waited ${timeoutMs} ms for: ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
