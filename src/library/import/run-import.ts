/** Sends an import to the background part by part, each of them whole or not at all; what was taken is known wherever it stops. */
import type { Id } from '../../core/id.ts';
import { toBase64 } from '../../core/base64.ts';
import { imageIdsIn, type ImageId } from '../../core/image.ts';
import type { Parsed } from '../../core/import/imported.ts';
import type { ImportedRecord } from '../../core/import/imported-record.ts';
import { type fromPages, MOST_IMPORTED, MOST_TAKEN_BACK } from '../../protocol/from-pages.ts';
import type { AnswerOf } from '../../protocol/method.ts';
import { nextTask } from '../breathing.ts';
import type { LibraryPorts } from '../ports.ts';

export type ImportRun = { taken: ImportedRecord[]; here: number; failed: string | null };

type Ports = { call: LibraryPorts['call']; tell: (done: number) => void; signal: AbortSignal };

/** Characters of one message, whatever is in it. */
const MOST_CHARACTERS = 3_000_000;

type Methods = typeof fromPages;
type Answer = AnswerOf<Methods['notes.import']>;
/** A part that is on its way. */
type Sent = { part: ImportedRecord[]; answer: Promise<Answer> };

/**
 * While a part is taken in, the next one is on its way. `failed`: the code of what stopped it; `null` as well when it was called off.
 */
export async function runImport(
  group: Id,
  { records, images }: { records: readonly ImportedRecord[]; images?: Parsed['images'] },
  { call, tell, signal }: Ports,
): Promise<ImportRun> {
  const taken: ImportedRecord[] = [];
  const parts = partsOf(records, MOST_IMPORTED);
  const keep = keeperOf(images, call);
  const send = (part: ImportedRecord[], before?: ImportedRecord[]): Promise<Answer> => {
    const behind = before?.at(-1)?.id;
    const answer = call('notes.import', { group, records: part, ...(behind !== undefined && { behind }) });
    // What went wrong is heard where its turn is.
    answer.catch(() => undefined);
    return answer;
  };
  /** Null where there is no more of it. */
  const sendNext = async (before?: Sent): Promise<Sent | null> => {
    const part = signal.aborted ? null : nextOf(parts);
    if (!part) return null;
    // To make a part ready and to hand it over take some hundredths of a second each: the page draws between them.
    await nextTask();
    // The pictures of a part are here before its notes, which take them into their group.
    const kept = await keep(part);
    return { part, answer: kept.ok ? send(part, before?.part) : Promise.resolve(kept) };
  };
  /** The background has begun anew, or takes in another import as well: what stands before these is there. */
  const sendAgain = async (sent: Sent, next: Sent | null): Promise<Answer> => {
    const isRefused = next !== null && isBehind(await next.answer);
    const answer = send(sent.part);
    if (isRefused) next.answer = send(next.part, sent.part);
    return answer;
  };
  let done = 0;
  for (let sent = await sendNext(); sent;) {
    const next = await sendNext(sent);
    let answer: Answer | null = null;
    try {
      answer = await sent.answer;
      if (isBehind(answer)) answer = await sendAgain(sent, next);
    } finally {
      // Nothing is under way when it is told that this one failed.
      if (!answer?.ok) await next?.answer.catch(() => undefined);
    }
    if (!answer.ok) return { taken, here: done - taken.length, failed: answer.code };
    const fresh = new Set<Id>(answer.taken);
    taken.push(...sent.part.filter(({ id }) => fresh.has(id)));
    done += sent.part.length;
    tell(done);
    sent = next;
  }
  return { taken, here: done - taken.length, failed: null };
}

function isBehind(answer: Answer): boolean {
  return !answer.ok && answer.code === 'behind';
}

/** Brings the pictures of a part to the background, each once. */
function keeperOf(
  images: Parsed['images'],
  call: Ports['call'],
): (part: readonly ImportedRecord[]) => Promise<AnswerOf<Methods['image.keep']> | { ok: true }> {
  const kept = new Set<ImageId>();
  return async (part) => {
    for (const id of images ? part.flatMap(({ fields }) => imageIdsIn(fields.text)) : []) {
      const image = kept.has(id) ? undefined : images?.get(id);
      if (!image) continue;
      kept.add(id);
      const answer = await call('image.keep', { data: toBase64(image.bytes) });
      if (!answer.ok) return answer;
    }
    return { ok: true };
  };
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
