/** Sends an import to the background part by part, each of them whole or not at all; what was taken is known wherever it stops. */
import type { Id } from '../../core/id.ts';
import { toBase64 } from '../../core/base64.ts';
import { imageIdsIn, type ImageId } from '../../core/image.ts';
import type { Parsed } from '../../core/import/imported.ts';
import type { ImportedRecord } from '../../core/import/imported-record.ts';
import { MOST_IMPORTED, MOST_TAKEN_BACK } from '../../protocol/from-pages.ts';
import type { LibraryPorts } from '../ports.ts';

export type ImportRun = { taken: ImportedRecord[]; here: number; failed: string | null };

type Ports = { call: LibraryPorts['call']; tell: (done: number) => void; signal: AbortSignal };

/** Characters of one message, whatever is in it. */
const MOST_CHARACTERS = 3_000_000;

/** `failed`: the code of what stopped it; `null` as well when it was called off. */
export async function runImport(
  group: Id,
  { records, images }: { records: readonly ImportedRecord[]; images?: Parsed['images'] },
  { call, tell, signal }: Ports,
): Promise<ImportRun> {
  const taken: ImportedRecord[] = [];
  const kept = new Set<ImageId>();
  let done = 0;
  const parts = partsOf(records, MOST_IMPORTED);
  for (let part = nextOf(parts); part !== null && !signal.aborted;) {
    // The pictures of a part are here before its notes, which take them into their group.
    for (const id of part.flatMap(({ fields }) => imageIdsIn(fields.text))) {
      const image = kept.has(id) ? undefined : images?.get(id);
      if (!image) continue;
      kept.add(id);
      const answer = await call('image.keep', { data: toBase64(image.bytes) });
      if (!answer.ok) return { taken, here: done - taken.length, failed: answer.code };
    }
    const asked = call('notes.import', { group, records: part });
    // Made ready while the background works.
    const next = nextOf(parts);
    const answer = await asked;
    if (!answer.ok) return { taken, here: done - taken.length, failed: answer.code };
    const fresh = new Set<Id>(answer.taken);
    taken.push(...part.filter(({ id }) => fresh.has(id)));
    done += part.length;
    tell(done);
    part = next;
  }
  return { taken, here: done - taken.length, failed: null };
}

/** The latest first, so that no answer is left without what it answers. Answers how many stay, since they were changed or answered. */
export async function takeBack(
  records: readonly ImportedRecord[],
  { call, tell }: Pick<Ports, 'call' | 'tell'>,
): Promise<number> {
  let [done, kept] = [0, 0];
  for (const part of partsOf(records.toReversed(), MOST_TAKEN_BACK)) {
    kept += (await call('notes.takeImportBack', { records: part })).kept;
    done += part.length;
    tell(done);
  }
  return kept;
}

function nextOf(parts: Iterator<ImportedRecord[], void>): ImportedRecord[] | null {
  const { value, done } = parts.next();
  return done === true ? null : value;
}

function* partsOf(records: readonly ImportedRecord[], most: number): Generator<ImportedRecord[], void> {
  let part: ImportedRecord[] = [];
  let size = 0;
  for (const record of records) {
    const length = JSON.stringify(record).length;
    if (part.length > 0 && (part.length >= most || size + length > MOST_CHARACTERS)) {
      yield part;
      [part, size] = [[], 0];
    }
    part.push(record);
    size += length;
  }
  if (part.length > 0) yield part;
}
