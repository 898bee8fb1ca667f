/** Writes an export piece by piece, so that the page stays alive and can say how far it is; several files become one zip. */
import { strToU8, zipSync } from 'fflate';
import type { ExportInput, Piece } from '../../core/export/export-input.ts';
import { distinctNames, exportFileName } from '../../core/export/file-name.ts';
import { attachedTo, type ExportFormat, filesOf, FORMATS, type FormatName } from '../../core/export/formats.ts';
import { breathing } from '../breathing.ts';

export type Written = { name: string; mediaType: string; content: string | Uint8Array<ArrayBuffer> };

export type Progress = {
  /** Is told how many notes are written. */ tell: (notes: number) => void;
  signal: AbortSignal;
};

/** Milliseconds from one telling to the next: each is drawn. */
const BETWEEN = 100;

/** @throws an AbortError when it was called off */
export async function writeExport(
  format: FormatName,
  input: ExportInput,
  { tell, signal }: Progress,
): Promise<Written> {
  const { extension, mediaType, folder = '' }: ExportFormat = FORMATS[format];
  const breathe = breathing(signal);
  let done = 0;
  let told = 0;
  const textOf = async (pieces: Iterable<Piece>): Promise<string> => {
    const texts: string[] = [];
    for (const { text, notes } of pieces) {
      texts.push(text);
      done += notes;
      if ((await breathe()) && performance.now() - told > BETWEEN) {
        told = performance.now();
        tell(done);
      }
    }
    return texts.join('');
  };

  const files = filesOf(format, input);
  const attached = attachedTo(format, input);
  const [only] = files;
  if (only && files.length === 1 && attached.length === 0) {
    return {
      name: exportFileName(input.title, input.exportedAt, extension),
      mediaType,
      content: await textOf(only.pieces),
    };
  }
  const names = distinctNames(
    files.map(({ name }) => name),
    extension,
  );
  const entries: Record<string, Uint8Array> = {};
  for (const [at, { pieces }] of files.entries()) entries[`${folder}${names[at]}`] = strToU8(await textOf(pieces));
  for (const { path, bytes } of attached) entries[path] = bytes;
  // As they are: to make thousands of small files smaller takes longer than all else, and whoever gets them unpacks them.
  const zipped = zipSync(entries, { mtime: new Date(input.exportedAt), level: 0 });
  return {
    name: exportFileName(input.title, input.exportedAt, 'zip'),
    mediaType: 'application/zip',
    content: new Uint8Array(zipped),
  };
}
