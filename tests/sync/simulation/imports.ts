/**
 * Imports in a simulation: files of some dozen notes, some of which answer others, taken in by parts as the library does, broken
 * off, gone on with on the same or another device of the same learner, and taken back.
 */
import type { Id } from '../../../src/core/id.ts';
import type { ImportedRecord } from '../../../src/core/import/imported-record.ts';
import { imagesOf, keepForDraft, type Picture } from '../../../src/store/image-bytes.ts';
import { importNotes } from '../../../src/store/import-notes.ts';
import { takeImportBack } from '../../../src/store/take-import-back.ts';
import { notesWithIds } from '../../../src/store/find-notes.ts';
import { livingFields } from '../../../src/store/project.ts';
import { freshId } from '../../../src/store/sources.ts';
import { fields } from '../../store/open-test-store.ts';
import type { SimulatedDevice } from './device.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import { settle } from './settle.ts';

const LEAST = 20;
const MOST = 60;
const PART = 25;
const BROKEN_OFF = 0.3;
const AGAIN = 0.25;
const TAKEN_BACK = 0.15;

export class Imports {
  readonly #random: Random;
  readonly #ledger: Ledger;
  /** By learner: what is imported again is in a file that they have. */
  readonly #files: { user: Id; records: ImportedRecord[]; pictures: readonly Picture[] }[] = [];

  constructor(random: Random, ledger: Ledger) {
    this.#random = random;
    this.#ledger = ledger;
  }

  /** @param words that no other file has; those of the first note may show a picture */
  async act(device: SimulatedDevice, group: Id, words: string): Promise<void> {
    const own = this.#files.filter(({ user }) => user === device.user);
    const file = this.#random.chance(AGAIN) ? this.#random.pick(own) : undefined;
    if (file && this.#random.chance(TAKEN_BACK / AGAIN)) return this.#takeBack(device, file.records);
    const records = file?.records ?? this.#fileOf(device, words);
    const pictures = file?.pictures ?? [...(await imagesOf(device.db, [{ text: words }])).values()];
    if (!file) this.#files.push({ user: device.user, records, pictures });
    // They come in the file, before its notes.
    for (const picture of pictures) await keepForDraft(device.db, picture, device.sources.now());
    for (let at = 0; at < records.length; at += PART) {
      if (at > 0 && this.#random.chance(BROKEN_OFF)) return;
      const part = records.slice(at, at + PART);
      const done = await importNotes(device.db, { group, records: part }, device.sources);
      if (!done.ok) return;
      this.#ledger.happened('imported part');
      const taken = new Set(done.taken);
      for (const { id, fields: said } of part) if (taken.has(id)) this.#ledger.wrote(said.text);
      device.wrote();
      if (this.#random.chance(0.5)) await settle();
    }
  }

  #fileOf({ sources }: SimulatedDevice, words: string): ImportedRecord[] {
    const count = LEAST + this.#random.below(MOST - LEAST + 1);
    const created = new Date(sources.now() - this.#random.below(1000) * 60_000).toISOString();
    const ids = Array.from({ length: count }, () =>
      freshId({ now: () => Date.parse(created), randomBytes: (length) => this.#random.bytes(length) }),
    );
    return ids.map((id, at): ImportedRecord => {
      const above = at > 0 && this.#random.chance(0.3) ? ids[this.#random.below(at)] : undefined;
      const said = fields({ text: at === 0 ? words : `${words.split(' ')[0]}-i${at}`, parent: above ?? null });
      const kind = above === undefined ? 'comment' : 'reply';
      return { id, former: null, at: created, fields: { ...said, kind, origin: { from: 'jsonld', created } } };
    });
  }

  async #takeBack({ db, sources, wrote }: SimulatedDevice, records: readonly ImportedRecord[]): Promise<void> {
    const before = await notesWithIds(
      db,
      records.map(({ id }) => id),
    );
    await takeImportBack(db, records.toReversed(), sources);
    this.#ledger.happened('import taken back');
    const after = await notesWithIds(
      db,
      records.map(({ id }) => id),
    );
    const living = new Set(after.flatMap((note) => (livingFields(note) ? [note.id] : [])));
    for (const note of before) {
      const text = livingFields(note)?.text;
      if (text !== undefined && !living.has(note.id)) this.#ledger.superseded(text);
    }
    wrote();
  }
}
