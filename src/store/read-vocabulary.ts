/** What a group has words for, as far as this device has its notes: its tags and its people, to be completed while one is typed. */
import { TagCount } from '../core/vocabulary.ts';
import type { Vocabulary } from '../protocol/from-pages.ts';
import type { Store } from './database.ts';
import { eachNoteOfGroup } from './find-notes.ts';
import { readIdentity } from './meta.ts';

export function readVocabulary(db: Store, group: string): Promise<Vocabulary> {
  return db.read(async () => {
    const { user } = await readIdentity(db);
    const tags = new TagCount();
    await eachNoteOfGroup(db, group, ({ row }) => {
      if (!row.deleted) tags.add(row.fields.tags);
    });
    const members = await db.memberships.where('group').equals(group).toArray();
    const people = members.map(({ member, row }) => {
      const { name, status } = row.fields;
      return { id: member, name, isOffered: status === 'active' && member !== user };
    });
    return { tags: tags.mostUsed(), people: people.sort((a, b) => a.name.localeCompare(b.name)) };
  });
}
