/** A chosen file as what importers read: its text, or of an archive the texts that are of use. */
import { strFromU8, unzipSync } from 'fflate';
import type { Given } from '../../core/import/importers.ts';
import { isOfOmnivore } from '../../core/import/read-omnivore.ts';

/** Null for an archive that is none of ours. Never throws for what is in the file. @param most bytes of it, packed and unpacked */
export async function givenIn(file: Blob, most: number): Promise<Given | 'too-large' | null> {
  if (file.size > most) return 'too-large';
  const bytes = new Uint8Array(await file.arrayBuffer());
  return isZip(bytes) ? archiveIn(bytes, most) : { text: textIn(bytes) };
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** What a file unpacks to is asked before it is unpacked: a few bytes can claim to be many. */
function archiveIn(bytes: Uint8Array, most: number): Given | 'too-large' | null {
  let size = 0;
  let isTooLarge = false;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isOfOmnivore(name)) return false;
        size += originalSize;
        isTooLarge ||= size > most;
        return !isTooLarge;
      },
    });
    if (isTooLarge) return 'too-large';
    return { archive: new Map(Object.entries(files).map(([name, content]) => [name, strFromU8(content)])) };
  } catch {
    return null;
  }
}

/** UTF-8, or what the mark at the beginning says: spreadsheets write UTF-16. */
function textIn(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const label =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}
