/** The page of a note for who may read it: its passage, its words and its thread, without a script. */
import { isAddress } from './is-address.ts';
import { html, raw } from 'hono/html';
import type { Id } from '../../core/id.ts';
import type { ImageId } from '../../core/image.ts';
import { markdownExcerpt } from '../../core/markdown.ts';
import { markdownHtml, type Drawing } from '../../core/markdown-html.ts';
import type { NoteReactions } from '../../core/reaction.ts';
import { quoteOf } from '../../core/selectors.ts';
import { PATHS } from '../../protocol/sync.ts';
import { Pace } from '../sync/pace.ts';
import { fill, type Tongue } from './language.ts';
import type { Page } from './layout.ts';
import { notePages, signOutForm } from './note-frame.ts';
import type { Shown, ShownThread } from './note-thread.ts';

/** Deeper replies are set in no further: a narrow page has no room for it. */
const DEEPEST = 3;
const TITLE_LENGTH = 80;
/** Of all notes of a page, in characters: a thread may have hundreds. */
const MAX_DRAWN_TEXT = 300_000;
const MAX_DRAWN_TEX = 20_000;
/** Each of which is asked for. */
const MAX_IMAGES = 100;

/** Others are served in between. @param meant the note that the link names @param reader what the reader is called */
export async function notePage(
  { group, notes, replies }: ShownThread,
  { meant, reader, tongue }: { meant: Id; reader: string; tongue: Tongue },
): Promise<Awaited<Page>> {
  const { words } = tongue;
  const [first] = notes;
  if (!first) throw new Error('a thread without notes');
  const { target } = first.note.fields;
  const title = isWithheld(first) ? hostOf(target.source) : target.title.trim() || target.source;
  const imageAt = (id: ImageId): string => PATHS.noteImage.replace(':note', meant).replace(':image', id);
  const budget = { text: MAX_DRAWN_TEXT, tex: MAX_DRAWN_TEX, images: MAX_IMAGES };
  const drawing = { unread: words.formula, imageAt, budget };
  const pace = new Pace();
  const items: Page[] = [];
  for (const shown of notes) {
    await pace.rest();
    items.push(await noteItem(shown, shown.note.id === meant, drawing, tongue));
  }
  const [firstItem, ...others] = items;
  const body = html`<header>
      <h1 dir="auto">${title || words.note}</h1>
      <p class="soft">${group.personal ? words.onlyYou : fill(words.inGroup, group.name)}</p>
      ${
        isAddress(target.source)
          ? html`<p>
              <a class="source" href="${target.source}" rel="noopener noreferrer nofollow ugc">${words.openPage}</a>
            </p>`
          : ''
      }
    </header>
    <main>
      ${passage(first)}
      <ul class="notes">
        ${firstItem}
      </ul>
      ${
        others.length > 0
          ? html`<h2>${words.replies}</h2>
              <ol class="notes">
                ${others}
              </ol>`
          : ''
      }
      ${replies === 'more' ? html`<p class="soft">${words.moreReplies}</p>` : ''}
      ${replies === 'preparing' ? html`<p class="soft">${words.preparing}</p>` : ''}
    </main>
    <footer class="soft">
      <p>${words.withExtension}</p>
      ${signOutForm(reader, words)}
    </footer>`;
  const excerpt = markdownExcerpt((first.hidden ?? first.note.fields).text, TITLE_LENGTH);
  return notePages.page(excerpt === '' ? words.note : `${excerpt} · ${title}`, body, tongue);
}

/** Hidden from this reader: what was wrong with it may be the quote, or what it calls the page. */
function isWithheld({ note, hidden }: Shown): boolean {
  return note.fields.hidden === true && !hidden;
}

function passage(shown: Shown): Page {
  if (isWithheld(shown)) return html``;
  const { note } = shown;
  const quote = quoteOf(note.fields.target.selectors)?.exact.trim() ?? '';
  return quote === '' ? html`` : html`<blockquote class="passage" dir="auto">${quote}</blockquote>`;
}

function noteItem(shown: Shown, isMeant: boolean, drawing: Drawing, tongue: Tongue): Page {
  const { note, depth, name, hidden } = shown;
  const { lang, words } = tongue;
  const { kind, parent } = note.fields;
  const isHidden = note.fields.hidden === true;
  const { text, tags } = hidden ?? note.fields;
  const style = ['note', depth > 0 ? `d${Math.min(depth, DEEPEST)}` : '', isMeant ? 'meant' : ''].join(' ').trim();
  return html`<li>
    <article class="${style}" ${isMeant ? html`aria-current="true"` : ''}>
      ${depth === 0 && parent !== null ? html`<p class="soft">${words.answersDeleted}</p>` : ''}
      <p class="by">
        <bdi class="name">${name}</bdi>
        <span class="soft"
          >${time(note.created, lang)}${note.rev > 1 && !isHidden ? html` · ${words.edited}` : ''}</span
        >
        ${kind === 'question' ? html`<span class="kind">${words.question}</span>` : ''}
        ${shown.isAnswered ? html`<span class="kind answered">${words.answered}</span>` : ''}
        ${shown.reactions.isAnswer ? html`<span class="kind answered">${words.isAnswer}</span>` : ''}
      </p>
      ${isHidden ? html`<p class="soft">${hidden ? fill(words.hiddenYours, hidden.reason) : words.hidden}</p>` : ''}
      ${text === '' && !isHidden ? html`<p class="soft">${words.noWords}</p>` : ''}
      ${text === '' ? '' : html`<div class="words">${raw(markdownHtml(text, drawing).html)}</div>`}
      ${
        tags.length > 0
          ? html`<ul class="tags" aria-label="${words.tags}">
              ${tags.map((tag) => html`<li dir="auto">${tag}</li>`)}
            </ul>`
          : ''
      }
      ${isWithheld(shown) ? '' : reactionLine(shown.reactions, tongue)}
    </article>
  </li>`;
}

/** What was answered without words. Thanks are for the inbox of who is thanked. */
function reactionLine(reactions: NoteReactions, { lang, words }: Tongue): Page {
  const number = new Intl.NumberFormat(lang);
  const lines = (['meToo', 'agree', 'doubt', 'buildOn'] as const).flatMap((kind) => {
    const { count } = reactions[kind];
    return count > 0 ? [`${words[kind]} · ${number.format(count)}`] : [];
  });
  const { resolved } = reactions;
  if (resolved) lines.push(resolved.by === '' ? words.resolved : fill(words.resolvedBy, resolved.by));
  return lines.length === 0
    ? html``
    : html`<ul class="tags soft" aria-label="${words.reactions}">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;
}

/** Where its reader is nobody tells us: the time is that of everywhere, and says so. */
function time(instant: string, lang: string): Page {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return html`<time datetime="${instant}">${format.format(new Date(instant))} UTC</time>`;
}

function hostOf(source: string): string {
  return isAddress(source) ? new URL(source).host : '';
}
