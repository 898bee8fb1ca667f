/** Which documents stand on the same site, by their keys. Separate, since it says more about addresses than identity may. */

/**
 * How the keys of everything on a document's site begin, and what the site is called: its host, with the port. Not the
 * registrable domain: `alice.example.io` and `bob.example.io` may be two people who never heard of each other, and the list
 * that tells the one from the other is never complete. Who shares a host by paths (`/~alice/`) is together there, as in the
 * address bar; the name shown says no more than that. Null for a file, and for a name that is no address.
 * @param key a document's own key in its present form (core/document.ts)
 */
export function siteOf(key: string): { name: string; prefix: string } | null {
  const name = /^\/\/([^/?#]+)\//.exec(key)?.[1];
  return name === undefined ? null : { name, prefix: `//${name}/` };
}
