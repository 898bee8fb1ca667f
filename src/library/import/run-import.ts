/** Sends an import to the background part by part, each of them whole or not at all; what was taken is known wherever it stops. */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { toBase64 } from '../../core/base64.ts';
import { failureCode } from '../../core/failure-code.ts';
import type { ImageId } from '../../core/image.ts';
import type { Parsed } from '../../core/import/imported.ts';
import { type fromPages, importedRecords, MOST_TAKEN_BACK } from '../../protocol/from-pages.ts';
import type { AnswerOf } from '../../protocol/method.ts';
import { nextTask } from '../breathing.ts';
import type { LibraryPorts } from '../ports.ts';
import type { Part } from './parts.ts';

/** Of a part, those that are new here. */
export type TakenPart = { records: Part['records']; fresh: ReadonlySet<Id> };
/** `count`: how many were taken; `here`: how many were here before. */
export type ImportRun = { taken: TakenPart[]; count: number; here: number; failed: string | null };

type Ports = {
  call: LibraryPorts['call'];
  texts?: LibraryPorts['texts'] | undefined;
  tell: (done: number) => void;
  signal: AbortSignal;
};

type Methods = typeof fromPages;
type Answer = AnswerOf<Methods['notes.import']>;
/** A part that is on its way. */
type Sent = { part: Part; answer: Promise<Answer> };

/** Whether what is asked of the background is done, or else why not. */
type Outcome = { ok: true } | Extract<Answer, { ok: false }>;

/**
 * While a part is taken in, the next one is on its way. `failed`: the code of what stopped it; `null` as well when it was called off.
 * Never rejects: what was taken can be taken back, whatever became of the rest.
 * @param parts what is answered in the same part as what answers it, or before
 */
export async function runImport(
  group: Id,
  { parts, images }: { parts: Iterable<Part> | AsyncIterable<Part>; images?: Parsed['images'] },
  { call, texts, tell, signal }: Ports,
): Promise<ImportRun> {
  const taken: TakenPart[] = [];
  const coming = walked(parts);
  const keep = keeperOf(images, call);
  const importPart = partImporter({ call, texts });
  const send = (part: Part, before?: Part): Promise<Answer> =>
    importPart(group, part, before?.ids.at(-1)).catch(notAnswered);
  /** Null where there is no more of it. */
  const sendNext = async (before?: Sent): Promise<Sent | null> => {
    // Where the rest cannot be had, what was taken is told all the same, and that it is not all.
    const { value: part } = signal.aborted
      ? { value: undefined }
      : await coming.next().catch(() => ({ value: undefined }));
    if (!part || signal.aborted) return null;
    // The page draws between two of them.
    await nextTask();
    // The pictures of a part are here before its notes, which take them into their group.
    const kept = await keep(part).catch(notAnswered);
    return { part, answer: kept.ok ? send(part, before?.part) : Promise.resolve(kept) };
  };
  /** The background has begun anew, or takes in another import as well: what stands before these is there. */
  const sendAgain = async (sent: Sent, next: Sent | null): Promise<Answer> => {
    const isRefused = next !== null && isBehind(await next.answer);
    const answer = send(sent.part);
    if (isRefused) next.answer = send(next.part, sent.part);
    return answer;
  };
  let [done, count] = [0, 0];
  const add = ({ records, ids }: Part, { taken: ofPart }: Extract<Answer, { ok: true }>): void => {
    const fresh = new Set<Id>(ofPart);
    if (fresh.size > 0) taken.push({ records, fresh });
    count += fresh.size;
    done += ids.length;
    tell(done);
  };
  for (let sent = await sendNext(); sent;) {
    const next = await sendNext(sent);
    let answer = await sent.answer;
    if (isBehind(answer)) answer = await sendAgain(sent, next);
    if (!answer.ok) {
      // Nothing is under way when it is told that this one failed. Where it is only its answer that was lost, the one behind it was taken.
      const behind = await next?.answer;
      if (next && behind?.ok) add(next.part, behind);
      return { taken, count, here: done - count, failed: answer.code };
    }
    add(sent.part, answer);
    sent = next;
  }
  return { taken, count, here: done - count, failed: null };
}

function notAnswered(error: unknown): Extract<Answer, { ok: false }> {
  return { ok: false, code: failureCode(error) ?? 'background' };
}

async function* walked(parts: Iterable<Part> | AsyncIterable<Part>): AsyncGenerator<Part, void> {
  yield* parts;
}

function isBehind(answer: Answer): boolean {
  return !answer.ok && answer.code === 'behind';
}

/** Hands the records over beside the message, and where nobody gets them so, in it. */
function partImporter({ call, texts }: Pick<Ports, 'call' | 'texts'>) {
  let isHeard = texts !== undefined;
  return async (group: Id, { records, ids }: Part, before: Id | undefined): Promise<Answer> => {
    const asked = { group, last: ids.at(-1) ?? '', ...(before !== undefined && { behind: before }) };
    if (texts && isHeard) {
      const handed = texts.offer(records);
      try {
        const answer = await call('notes.import', { ...asked, records: { handed } });
        if (answer.ok || answer.code !== 'not-handed') return answer;
      } finally {
        texts.withdraw(handed);
      }
      isHeard = false;
    }
    return call('notes.import', { ...asked, records });
  };
}

/** Brings the pictures of a part to the background, each once. */
function keeperOf(images: Parsed['images'], call: Ports['call']): (part: Part) => Promise<Outcome> {
  const kept = new Set<ImageId>();
  return async (part) => {
    for (const id of images ? part.images : []) {
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
  taken: readonly TakenPart[],
  { call, tell }: Pick<Ports, 'call' | 'tell'>,
): Promise<number> {
  let [done, kept] = [0, 0];
  for (const part of taken.toReversed()) {
    const fresh = v.parse(importedRecords, part.records).filter(({ id }) => part.fresh.has(id));
    const latest = fresh.toReversed();
    for (let at = 0; at < latest.length; at += MOST_TAKEN_BACK) {
      const some = latest.slice(at, at + MOST_TAKEN_BACK);
      kept += (await call('notes.takeImportBack', { records: some })).kept;
      done += some.length;
      tell(done);
    }
  }
  return kept;
}
