/**
 * Reads comma-separated values as RFC 4180 has them, and as programs write them: other separators, a mark at the beginning,
 * quotes that are never closed.
 */

/** Each row with the line it begins on, from 1. Empty rows are left out. */
export type CsvRow = { line: number; cells: string[] };

export function parseCsv(text: string): CsvRow[] {
  const separator = separatorIn(text);
  const rows: CsvRow[] = [];
  let [at, line] = [text.startsWith('\ufeff') ? 1 : 0, 1];
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] };
    for (let isOpen = true; isOpen;) {
      const cell = text[at] === '"' ? quotedCell(text, at + 1) : bareCell(text, at, separator);
      row.cells.push(cell.words);
      line += cell.words.match(/\n/g)?.length ?? 0;
      // What stands between a closing quote and the next separator belongs to nothing.
      at = cell.end;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
      isOpen = text[at] === separator;
      if (isOpen) at++;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    line++;
    if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
  }
  return rows;
}

function quotedCell(text: string, from: number): { words: string; end: number } {
  let words = '';
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { words: words + text.slice(at), end: text.length };
    words += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { words, end: quote + 1 };
    words += '"';
    at = quote + 2;
  }
}

function bareCell(text: string, from: number, separator: string): { words: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { words: text.slice(from, end), end };
}

/** The one that stands most often in the first line. */
function separatorIn(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string): number => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
