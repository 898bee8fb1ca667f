/** For which endpoints there can be passkeys: asked by the endpoint of itself, and by the extension of an endpoint. */

/**
 * Whether passkeys can be of an address: they are bound to names, which a number is not, and what is signed must not be
 * read on its way. A device's own name goes over no network.
 */
export function mayHavePasskeys(url: string): boolean {
  const { hostname, protocol } = new URL(url);
  if (/^\[|^\d+(?:\.\d+){3}$/.test(hostname)) return false;
  return protocol === 'https:' || /(?:^|\.)localhost$/.test(hostname);
}
