/** A note that was reported or hidden, with its words and its passage as its host has to know them. */
import type { ComponentChildren } from 'preact';
import type { ReportList } from '../protocol/safety.ts';
import { t } from '../platform/i18n.ts';
import { Markdown } from '../ui/markdown.tsx';

type Props = {
  about: Pick<ReportList['reports'][number], 'text' | 'quote'>;
  group: string;
  /** What its author is called. */
  author: string;
  /** Why it is here, and what can be done. */
  children: ComponentChildren;
};

export function JudgedNote({ about: { text, quote }, group, author, children }: Props) {
  return (
    <li class="card judged-note">
      {quote !== '' && (
        <blockquote class="quote" dir="auto">
          <span class="quote-words">{quote}</span>
        </blockquote>
      )}
      <bdi class="note-author">{author}</bdi>
      {text === '' ? <p class="soft">{t('noteNoWords')}</p> : <Markdown text={text} group={group} />}
      {children}
    </li>
  );
}
