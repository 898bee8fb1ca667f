/**
 * Waits until everything in this process stands still: the databases of all devices have nothing
 * under way, so that whatever runs is waiting for the network, and the network is the driver's.
 * Without it the order of things would be the machine's, and a seed would not repeat its run.
 */
const real = globalThis.setImmediate;
let pending = 0;

/** fake-indexeddb takes each of its steps by `setImmediate`: counting them tells when it has none left. */
function counting(run: () => void): NodeJS.Immediate {
  pending++;
  return real(() => {
    pending--;
    run();
  });
}
globalThis.setImmediate = Object.assign(counting, { __promisify__: real.__promisify__ });

/** Digests are reckoned by a thread beside this one. */
const digest = crypto.subtle.digest.bind(crypto.subtle);
crypto.subtle.digest = async (...asked) => {
  pending++;
  try {
    return await digest(...asked);
  } finally {
    pending--;
  }
};

export async function settle(): Promise<void> {
  for (let still = 0; still < 2;) {
    await new Promise<void>((resolve) => real(resolve));
    still = pending === 0 ? still + 1 : 0;
  }
}
