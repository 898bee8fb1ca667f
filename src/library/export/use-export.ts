/** One export at a time: writes it, says how far it is, and gives the file away. The writers come with the first that is asked for. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FormatName } from '../../core/export/formats.ts';
import { newId } from '../../core/id.ts';
import type { Note } from '../../core/note.ts';
import type { MembershipFields } from '../../core/record.ts';
import type { LibraryPorts } from '../ports.ts';

type State = { at: 'choosing' } | { at: 'writing'; done: number } | { at: 'saved'; name: string } | { at: 'failed' };

type Given = {
  title: string;
  notes: readonly Note[];
  lost: ReadonlySet<string>;
  ports: Pick<LibraryPorts, 'save' | 'imagesOf'>;
};

export function useExport({ title, notes, lost, ports: { save, imagesOf } }: Given) {
  const [state, setState] = useState<State>({ at: 'choosing' });
  const life = useRef<AbortController | null>(null);
  const cancel = () => life.current?.abort();
  useEffect(() => () => life.current?.abort(), []);

  const write = (format: FormatName) => {
    const writing = new AbortController();
    life.current = writing;
    const { signal } = writing;
    const now = Date.now();
    const id = newId(now, (length) => crypto.getRandomValues(new Uint8Array(length)));
    setState({ at: 'writing', done: 0 });
    const work = async (): Promise<void> => {
      const [{ writeExport }, images] = await Promise.all([import('./write-export.ts'), imagesOf(notes)]);
      const input = { id, title, exportedAt: new Date(now).toISOString(), notes, lost, images };
      const tell = (done: number) => setState({ at: 'writing', done });
      const { name, mediaType, content } = await writeExport(format, input, { tell, signal });
      save(name, mediaType, content);
      setState({ at: 'saved', name });
    };
    work().catch(() => setState(signal.aborted ? { at: 'choosing' } : { at: 'failed' }));
  };

  const writeClass = (all: readonly Note[], members: readonly MembershipFields[]) => {
    const exportedAt = new Date().toISOString();
    const work = async (): Promise<void> => {
      const [{ classCsv }, { exportFileName }] = await Promise.all([
        import('../../core/export/class-csv.ts'),
        import('../../core/export/file-name.ts'),
      ]);
      const name = exportFileName(title, exportedAt, 'csv');
      save(name, 'text/csv', classCsv(all, members));
      setState({ at: 'saved', name });
    };
    work().catch(() => setState({ at: 'failed' }));
  };

  return { state, write, writeClass, cancel };
}
