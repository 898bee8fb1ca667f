/** What our own pages ask about notes, drafts, and the words to write them with. */
import * as v from 'valibot';
import { colorOf } from '../core/color.ts';
import type { ImportedRecord } from '../core/import/imported-record.ts';
import { handedText } from '../platform/handed-texts.ts';
import { importedRecords, type fromPages, type Outcome } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { readDraft, writeDraft } from '../store/drafts.ts';
import { readEarlier } from '../store/earlier-words.ts';
import { readConversation } from '../store/read-conversation.ts';
import { readVocabulary } from '../store/read-vocabulary.ts';
import { importNotes } from '../store/import-notes.ts';
import { takeImportBack } from '../store/take-import-back.ts';
import { readGlance } from '../store/read-glance.ts';
import type { Written } from '../store/written.ts';
import { mutePerson } from '../store/muted-people.ts';
import { takeBackAnchor } from '../store/reattach-note.ts';
import { giveReaction, takeBackReaction } from '../store/write-reaction.ts';
import { createNote, editNote } from '../store/write-note.ts';
import { deleteNote, restoreNote } from '../store/delete-note.ts';
import { Refusal, announce, type Background } from './background.ts';
import { ImportOrder } from './import-order.ts';

type Own = Exclude<keyof typeof fromPages, 'note.report' | 'note.hide' | 'note.show' | 'note.open'>;
type Asked =
  | 'conversation.read'
  | 'conversation.first'
  | 'notes.glance'
  | 'notes.import'
  | 'notes.takeImportBack'
  | 'person.mute'
  | `note.${string}`
  | `reaction.${string}`
  | `draft.${string}`;
export type NoteHandlers = Pick<Handlers<typeof fromPages, Sender>, Extract<Own, Asked>>;

export function noteHandlers(background: Background): NoteHandlers {
  const { db, sources, ahead } = background;
  const imports = new ImportOrder();
  const tell = (written: Written): Outcome => {
    if (!written.ok) return written;
    announce(background, written.keys);
    return { ok: true };
  };
  return {
    'conversation.read': ({ keys, withMuted }) => (withMuted ? readConversation(db, keys, true) : ahead.take(keys)),
    'conversation.first': async (_, { tab }) => (tab === null ? null : ahead.takeFirst(tab)),
    'notes.glance': async ({ ids }) => ({ notes: await readGlance(db, ids) }),
    'person.mute': async (person) => {
      // Not `announce`: nothing goes out by it.
      if (await mutePerson(db, person, sources)) background.tell({ event: 'notes', keys: null });
      return {};
    },
    'note.create': async ({ id, group, color, ...fields }) => {
      const written = await createNote(db, { id, group, fields: { ...fields, ...(color && { color }) } }, sources);
      if (!written.ok) throw new Refusal(written.code);
      announce(background, written.keys);
      return { id: written.id };
    },
    'note.edit': async (change) => tell(await editNote(db, change, sources)),
    'note.earlier': async ({ id }) => ({
      versions: (await readEarlier(db, id)).map(({ at, words }) => ({ at, ...words, color: colorOf(words) })),
    }),
    'note.delete': async ({ id }) => tell(await deleteNote(db, id, sources)),
    'note.restore': async ({ id }) => tell(await restoreNote(db, id, sources)),
    'notes.import': async (asked) => {
      const { group } = asked;
      const coming = recordsOf(asked);
      // Heard where its turn is.
      coming.catch(() => undefined);
      const imported = await imports.take(asked, async () => {
        const records = await coming;
        return records ? importNotes(db, { group, records }, sources) : NOT_HANDED;
      });
      if (!imported.ok) return imported;
      announce(background, imported.keys);
      return { ok: true, taken: imported.taken };
    },
    'notes.takeImportBack': async ({ records }) => {
      const { keys, kept } = await takeImportBack(db, records, sources);
      announce(background, keys);
      return { kept };
    },
    'note.takeBackAnchor': async ({ id }) => tell(await takeBackAnchor(db, id, sources)),
    'reaction.give': async (asked) => tell(await giveReaction(db, asked, sources)),
    'reaction.takeBack': async (asked) => tell(await takeBackReaction(db, asked, sources)),
    'draft.read': ({ key }) => readDraft(db, key),
    'draft.write': async ({ key, ...words }) => {
      await writeDraft(db, key, words, sources.now());
      return {};
    },
    'draft.vocabulary': ({ group }) => readVocabulary(db, group),
  };
}

const NOT_HANDED = { ok: false, code: 'not-handed' } as const;

async function recordsOf({ records }: Importing): Promise<ImportedRecord[] | null> {
  if (!('handed' in records)) return records;
  const text = await handedText(records.handed);
  if (text === null) return null;
  const parsed = v.safeParse(importedRecords, text);
  if (!parsed.success) throw new Refusal('what was handed over has the wrong form');
  return parsed.output;
}

type Importing = v.InferOutput<(typeof fromPages)['notes.import']['params']>;
