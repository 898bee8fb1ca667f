/**
 * Rows of comma-separated values (RFC 4180), for spreadsheets. What a spreadsheet would take for a formula is other people's
 * words here, and stays words (https://owasp.org/www-community/attacks/CSV_Injection).
 */

/** One line with its end. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(harmless(cell)))).join(',')}\r\n`;
}

/** Tells programs that the file is UTF-8: Excel takes it for something else without. */
export const BYTE_ORDER_MARK = '\ufeff';

/** An apostrophe before it is how spreadsheets themselves mark text. The wide signs are read like the narrow ones in East Asian versions. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]/u;

function harmless(text: string): string {
  const words = text.toWellFormed().replace(/\0/g, '\ufffd');
  return FORMULA.test(words) || /^[\t\r]/.test(words) ? `'${words}` : words;
}

function quoted(text: string): string {
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
