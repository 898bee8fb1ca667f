/** Names of exported files, which every system must take: from titles in any script, by whoever wrote them. */

/** @param exportedAt RFC 3339 */
export function exportFileName(title: string, exportedAt: string, extension: string): string {
  return `commonplace-${fileStem(title, 'notes')}-${exportedAt.slice(0, 10)}.${extension}`;
}

/** Names of files that stand beside each other: none twice, also where big and small letters are the same. */
export function distinctNames(titles: readonly string[], extension: string): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const stem = fileStem(title, 'reading');
    let name = stem;
    for (let count = 2; taken.has(name); count++) name = `${stem}-${count}`;
    taken.add(name);
    return `${name}.${extension}`;
  });
}

function fileStem(title: string, otherwise: string): string {
  const words = title
    .toWellFormed()
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  // By code points and short: some systems allow 255 bytes, and one letter may take four.
  const stem = Array.from(words).slice(0, 48).join('').replace(/-+$/, '') || otherwise;
  // Names of devices, which Windows opens instead of files.
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(stem) ? `${stem}-` : stem;
}
