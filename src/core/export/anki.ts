/**
 * Cards for Anki, in its text format (https://docs.ankiweb.net/importing/text-files.html): a question with its answers, or a
 * passage with what was written on it. The id of a note is the card's own, so that importing again changes cards and makes none.
 */
import { markup, type Html } from '../html.ts';
import { markdownHtml, type Drawing } from '../markdown-html.ts';
import { mentionsAsMarkdown } from '../mentions.ts';
import type { Note } from '../note.ts';
import { groupByPassage } from '../passages.ts';
import { walkThread, type Thread } from '../thread.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { FILE_BUDGET, UNREAD } from './file-budget.ts';
import { documentsInOrder } from './in-order.ts';
import { urnOf } from './iri.ts';

/** Notes about a whole page without a question ask nothing, and become no card. */
export function* writeAnki(input: ExportInput): Generator<Piece> {
  // Its pictures would be files of their own, which a text has no place for.
  const drawing = { unread: UNREAD, imageAt: () => null, budget: { ...FILE_BUDGET } };
  const head = ['#separator:tab', '#html:true', '#notetype:Basic', `#deck:${deckName(input.title)}`];
  yield {
    text: `${[...head, '#guid column:1', '#tags column:4', '#columns:guid\tFront\tBack\tTags'].join('\n')}\n`,
    notes: 0,
  };
  for (const document of documentsInOrder(input.notes)) {
    for (const { quote, threads } of groupByPassage(document.notes)) {
      for (const thread of threads) {
        const notes = Array.from(walkThread(thread), ({ note }) => note);
        const card = cardOf(thread, quote, drawing);
        const fields = card && [
          urnOf(thread.note.id),
          oneLine(card.front),
          oneLine(markup`${card.back}${source(document.title)}`),
          tagsOf(notes),
        ];
        yield { text: fields ? `${fields.join('\t')}\n` : '', notes: notes.length };
      }
    }
  }
}

function cardOf(thread: Thread<Note>, quote: string, drawing: Drawing): { front: Html; back: Html } | null {
  const passage = quote === '' ? '' : markup`<blockquote dir="auto">${quote}</blockquote>`;
  const [first, ...others] = Array.from(walkThread(thread), ({ note }) => note);
  if (!first) return null;
  if (first.kind !== 'question') {
    return quote === '' ? null : { front: markup`${passage}`, back: words([first, ...others], drawing) };
  }
  const answers = others.filter(({ reactions }) => reactions?.isAnswer);
  return {
    front: markup`${passage}${words([first], drawing)}`,
    back: words(answers.length > 0 ? answers : others, drawing),
  };
}

function words(notes: readonly Note[], drawing: Drawing): Html {
  return markup`${notes
    .filter(({ text }) => text !== '')
    .map(({ text, mine, author }) => {
      const name = mine || author.name === '' ? '' : markup`<p><b>${author.name}</b></p>`;
      return markup`<div dir="auto">${name}${markdownHtml(mentionsAsMarkdown(text), drawing)}</div>`;
    })}`;
}

function source(title: string): Html {
  return markup`<p dir="auto"><small>${title}</small></p>`;
}

/** A field ends at a tab and a card at the end of the line; inside code a line's end is a named character. */
function oneLine({ html }: Html): string {
  return html
    .replace(/<pre[^]*?<\/pre>/g, (code) => code.replaceAll('\n', '&#10;'))
    .replace(/[\t\r\n]+/g, ' ')
    .replaceAll('"', "'");
}

/** Parted by spaces. */
function tagsOf(notes: readonly Note[]): string {
  return [
    ...new Set(notes.flatMap(({ tags }) => tags.map((tag) => tag.toWellFormed().replace(/[\s"\p{Cc}]+/gu, '_')))),
  ].join(' ');
}

/** Two colons would make a deck inside a deck. */
function deckName(title: string): string {
  return (
    title
      .toWellFormed()
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .replace(/:{2,}/g, ':')
      .trim() || 'Commonplace'
  );
}
