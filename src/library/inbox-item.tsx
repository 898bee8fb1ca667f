/** One matter of the inbox: who did what, the words, where they stand, and the ways there. */
import { markdownExcerpt } from '../core/markdown.ts';
import { plural, t } from '../platform/i18n.ts';
import type { InboxEntry } from '../store/inbox-marks.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { GroupChip } from '../ui/group-picker.tsx';
import { Icon } from '../ui/icon.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { PageLink } from './page-link.tsx';
import { hashOf } from './route.ts';

const WORDS = 240;

export function InboxItem({ entry, mark }: { entry: InboxEntry; mark: (isRead: boolean) => void }) {
  const { note, by, kind, at, isRead } = entry;
  const { source, keys, title } = note.target;
  const go = (): void => {
    if (!isRead) mark(true);
  };
  return (
    <li class={isRead ? 'card inbox-item' : 'card inbox-item inbox-unread'}>
      <p class="inbox-what">
        {by ? <Avatar name={by.name} seed={by.id} /> : <Icon name="check" />}
        <span class="inbox-sentence">
          {sentenceOf(entry)} {/* When exactly somebody nodded would help to guess who. */}
          {kind !== 'nods' && (
            <span class="soft inbox-time">
              <TimeAgo instant={at} />
            </span>
          )}
        </span>
        {!isRead && <span class="inbox-new">{t('inboxUnread')}</span>}
      </p>
      <p class="inbox-words" dir="auto">
        {note.text === '' ? <q>{note.quote}</q> : markdownExcerpt(note.text, WORDS)}
      </p>
      <p class="inbox-where soft">
        <GroupChip group={note.group} />
        <PageLink source={source} />
      </p>
      <div class="inbox-acts">
        <a class="button button-small" href={hashOf({ at: 'document', key: keys[0] ?? source })} onClick={go}>
          {t('inboxGo')}
          <span class="unseen">: {title}</span>
        </a>
        <Button weight="quiet" size="small" onClick={() => mark(!isRead)}>
          {t(isRead ? 'inboxMarkUnread' : 'inboxMarkRead')}
        </Button>
      </div>
    </li>
  );
}

function sentenceOf({ kind, by, count }: InboxEntry): string {
  const name = by?.name || t('noteNoName');
  switch (kind) {
    case 'mention':
      return t('inboxMention', name);
    case 'answer':
      return t('inboxAnswer', name);
    case 'reply':
      return t('inboxReply', name);
    case 'answered':
      return t('inboxAnswered', name);
    case 'nods':
      return plural('inboxNods', count);
  }
}
