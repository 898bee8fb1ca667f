/** Who wrote a note, as screens say it. */
import { type Note, OWNER_WITHOUT_NAME } from '../core/note.ts';
import { t } from '../platform/i18n.ts';

export function authorName({ author, mine }: Pick<Note, 'author' | 'mine'>): string {
  if (mine && author.name === OWNER_WITHOUT_NAME) return t('authorMe');
  return author.name || t('noteNoName');
}
