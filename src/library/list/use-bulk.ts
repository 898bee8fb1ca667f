/** What can be done with all selected notes: one thing at a time, with progress, an end before its time, and one undo for all. */
import { useRef, useState } from 'preact/hooks';
import type { Id } from '../../core/id.ts';
import { mayExport, type Note } from '../../core/note.ts';
import { number } from '../../platform/formats.ts';
import { t } from '../../platform/i18n.ts';
import { useAction } from '../../ui/use-action.ts';
import type { LibraryPorts } from '../ports.ts';
import { inBatches, type Progress } from './in-batches.ts';

export type Say = (words: string, undo?: () => void) => void;
type Run = (
  work: (
    batches: <T, R>(all: readonly T[], one: (batch: T[]) => Promise<readonly R[]>) => Promise<R[]>,
  ) => Promise<void>,
) => void;

export type Bulk = ReturnType<typeof useBulk>;

export function useBulk({ call, catalog }: LibraryPorts, withMuted: boolean, say: Say) {
  const { busy, failed, run: act } = useAction();
  const [progress, setProgress] = useState<Progress | null>(null);
  const life = useRef<AbortController | null>(null);
  const run: Run = (work) =>
    void act(async () => {
      life.current = new AbortController();
      const { signal } = life.current;
      await work((all, one) => inBatches(all, one, setProgress, signal)).finally(() => setProgress(null));
      return { ok: true };
    });
  const undone = (count: number): void => say(t('bulkUndone', number(count)));
  /** Says what was done and what was left, with the way back. */
  const tell = (done: string, left: number, undo: () => void): void =>
    say(left > 0 ? `${done} · ${t('bulkLeft', number(left))}` : done, undo);
  const leftOf = (asked: number, done: number): number => (life.current?.signal.aborted === true ? 0 : asked - done);
  const read = (ids: Id[]): Promise<Note[]> => catalog.ask('notes', { ids, shelves: [], withMuted });

  const retag = (ids: readonly Id[], { add = [], remove = [] }: { add?: string[]; remove?: string[] }): void =>
    run(async (batches) => {
      let same = 0;
      const back = await batches(ids, async (batch) => {
        const answer = await call('notes.retag', { notes: batch.map((id) => ({ id, add, remove })) });
        same += answer.same;
        return answer.done;
      });
      const undo = () =>
        run(async (again) => {
          undone((await again(back, async (notes) => (await call('notes.retag', { notes })).done)).length);
        });
      tell(t('bulkTagged', number(back.length)), leftOf(ids.length - same, back.length), undo);
    });

  const remove = (ids: readonly Id[]): void =>
    run(async (batches) => {
      const done = await batches(ids, async (batch) => (await call('notes.delete', { ids: batch })).done);
      const undo = () =>
        run(async (again) => {
          undone((await again(done, async (batch) => (await call('notes.restore', { ids: batch })).done)).length);
        });
      tell(t('bulkDeleted', number(done.length)), leftOf(ids.length, done.length), undo);
    });

  const move = (ids: readonly Id[], group: Id): void =>
    run(async (batches) => {
      const done = await batches(ids, async (batch) => (await call('notes.move', { ids: batch, group })).done);
      const undo = () =>
        run(async (again) => {
          // What was there comes back before its copy goes: nothing is ever nowhere.
          const back = await again(
            done,
            async (batch) => (await call('notes.restore', { ids: batch.map(({ from }) => from) })).done,
          );
          const restored = new Set(back);
          const copies = done.filter(({ from }) => restored.has(from)).map(({ to }) => to);
          await again(copies, async (batch) => (await call('notes.delete', { ids: batch })).done);
          undone(back.length);
        });
      tell(t('bulkMoved', number(done.length)), leftOf(ids.length, done.length), undo);
    });

  /** Reads notes to be taken out, threads of other groups' words left out where they may not be. */
  const gather = (ids: readonly Id[], take: (notes: Note[]) => void): void =>
    run(async (batches) => {
      const notes = await batches(ids, read);
      if (life.current?.signal.aborted !== true) take(notes.filter(mayExport));
    });

  return { busy, failed, progress, stop: () => life.current?.abort(), retag, remove, move, gather };
}
