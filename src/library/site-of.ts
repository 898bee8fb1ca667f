/** The part of an address that people recognise. */
export function siteOf(source: string): string {
  if (!URL.canParse(source)) return source;
  const { host, pathname } = new URL(source);
  return host.replace(/^www\./, '') || decoded(pathname.split('/').at(-1) ?? '');
}

/** Addresses may hold a percent sign that means nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
