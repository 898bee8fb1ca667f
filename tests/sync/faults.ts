/** Faults between device and endpoint, chosen by a seed so that a failed run can be run again. */

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const lost = () => new TypeError('the network was cut');

/** Drops, duplicates, delays, cuts replies, and answers in the endpoint's place. */
export function faultyFetch(random: () => number): typeof fetch {
  return async (...request) => {
    const die = random();
    if (die < 0.12) throw lost();
    if (die < 0.27) {
      await fetch(...request);
      throw lost();
    }
    if (die < 0.37) await fetch(...request);
    if (die < 0.42) return new Response('<h1>Welcome to the hotel</h1>', { headers: { 'content-type': 'text/html' } });
    if (die < 0.47) return new Response('busy', { status: 503 });
    if (die < 0.52) {
      const text = await (await fetch(...request)).text();
      return new Response(text.slice(0, Math.floor(text.length / 2)));
    }
    await pause(random() * 5);
    return fetch(...request);
  };
}

/** The worker is killed at its Nth request: before it leaves, or after it has arrived. */
export function fetchUntil(
  killed: number,
  when: 'before' | 'after',
): { fetch: typeof fetch; dead: Promise<void>; isDead: () => boolean } {
  let count = 0;
  let die = (): void => undefined;
  const dead = new Promise<void>((resolve) => (die = resolve));
  return {
    dead,
    isDead: () => count >= killed,
    fetch: async (...request) => {
      if (++count < killed) return fetch(...request);
      if (when === 'after' && count === killed) await fetch(...request);
      die();
      return new Promise<Response>(() => undefined);
    },
  };
}
