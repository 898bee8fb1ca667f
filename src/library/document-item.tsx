/** One document in the list: its title, where it is, how much was written and when last. */
import type { DocumentNotes } from '../core/documents.ts';
import { markdownExcerpt } from '../core/markdown.ts';
import { plural } from '../platform/i18n.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import { hashOf } from './route.ts';
import { authorName } from '../ui/author-name.ts';

const EXCERPTS = 3;

/** @param excerpts show the notes that a search has found */
export function DocumentItem({ document, excerpts }: { document: DocumentNotes; excerpts: boolean }) {
  const { title, source, notes, latest, keys } = document;
  return (
    <li class="document">
      <a class="document-title" href={hashOf({ at: 'document', key: keys[0] ?? source })}>
        <bdi>{title}</bdi>
      </a>
      <p class="document-facts soft">
        <bdi>{siteOf(source)}</bdi> · {plural('notes', notes.length)} · <TimeAgo instant={latest} />
      </p>
      {excerpts && (
        <ul class="document-found">
          {notes.slice(0, EXCERPTS).map((note) => (
            <li key={note.id} dir="auto">
              <bdi class="note-author">{authorName(note)}</bdi>{' '}
              {note.text === '' ? <q>{note.quote}</q> : markdownExcerpt(note.text, 160)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** The part of an address that people recognise. */
export function siteOf(source: string): string {
  if (!URL.canParse(source)) return source;
  const { host, pathname } = new URL(source);
  return host.replace(/^www\./, '') || decodeURIComponent(pathname.split('/').at(-1) ?? '');
}
