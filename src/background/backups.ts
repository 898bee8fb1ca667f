/** Backups by schedule: a file of the notes for the downloads folder, and what became of the last. */
import { backupName, isBackupDue } from '../core/backup.ts';
import { forExport } from '../core/export/as-written.ts';
import { JSONLD_TYPE, writeJsonLd } from '../core/export/jsonld.ts';
import { mayExport } from '../core/note.ts';
import type { fromPages, Outcome } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { readBackups, updateBackups } from '../store/backups.ts';
import { imagesOf } from '../store/image-bytes.ts';
import { readLibrary } from '../store/read-library.ts';
import { freshId, instantOf } from '../store/sources.ts';
import type { Background } from './background.ts';

/** Puts a file into the downloads folder; rejects where it could not. */
export type SaveFile = (name: string, mediaType: string, text: string) => Promise<void>;

export class Backups {
  readonly #background: Pick<Background, 'db' | 'sources' | 'report'>;
  readonly #save: SaveFile;
  #underWay: Promise<boolean> | null = null;

  constructor(background: Pick<Background, 'db' | 'sources' | 'report'>, save: SaveFile) {
    this.#background = background;
    this.#save = save;
  }

  async look(): Promise<void> {
    const { db, sources } = this.#background;
    if (isBackupDue(await readBackups(db), sources.now())) await this.make();
  }

  /** One at a time; answers whether it was written. */
  make(): Promise<boolean> {
    this.#underWay ??= this.#make().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #make(): Promise<boolean> {
    const { db, sources, report } = this.#background;
    const state = await readBackups(db);
    try {
      const { notes } = await readLibrary(db, true);
      const taken = notes.filter((note) => mayExport(note) && (state.of === 'all' || note.mine));
      const input = {
        id: freshId(sources),
        title: 'Commonplace',
        exportedAt: instantOf(sources),
        // As every export has them: imported ones by their own names, hidden ones without their passage.
        notes: forExport(taken),
        images: await imagesOf(db, taken),
      };
      await this.#save(backupName(state), JSONLD_TYPE, writeJsonLd(input));
      await updateBackups(db, { count: state.count + 1, last: instantOf(sources), failed: null });
      return true;
    } catch (error) {
      report(error);
      await updateBackups(db, { failed: instantOf(sources) });
      return false;
    }
  }
}

export function backupHandlers(
  { db }: Background,
  backups: Backups,
): Pick<Handlers<typeof fromPages, Sender>, 'backup.choose' | 'backup.make'> {
  return {
    'backup.choose': async (choice): Promise<object> => {
      await updateBackups(db, choice);
      return {};
    },
    'backup.make': async (): Promise<Outcome> =>
      (await backups.make()) ? { ok: true } : { ok: false, code: 'background' },
  };
}
