/** From where a browser may talk to us: extensions, our own pages, and what is no browser page at all. */
const EXTENSION = /^(chrome|moz)-extension:\/\/[a-z0-9-]+$/i;

export function isExtension(origin: string): boolean {
  return EXTENSION.test(origin);
}

/** @param origin the Origin header, absent for programs that are no browser */
export function mayConnect(origin: string | undefined, publicUrl: string): boolean {
  return origin === undefined || isExtension(origin) || origin === new URL(publicUrl).origin;
}
