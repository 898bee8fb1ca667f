/**
 * The words of a short text in HTML, for a note that says them in Markdown. Not for showing: what comes out is text, in which
 * a tag that was escaped is words like any other.
 */

const LINE_ENDS = /<\/(?:p|div|li|h[1-6]|blockquote|pre|tr)\s*>|<br\s*\/?>/gi;
const UNSAID = /<(script|style|template)\b[^>]*>[^]*?<\/\1\s*>|<!--[^]*?-->/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

export function wordsOfHtml(html: string): string {
  return html
    .replace(UNSAID, '')
    .replace(/\s+/g, ' ')
    .replace(LINE_ENDS, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, characterOf)
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function characterOf(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code).toWellFormed() : whole;
}
