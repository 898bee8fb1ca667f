/**
 * Notes as one page to read, print and hand on. It has no script, asks nobody for anything, and says so to the browser
 * itself: a policy in its head lets in nothing but its own style.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64 } from '../base64.ts';
import { base64url } from '../id.ts';
import type { DocumentNotes } from '../documents.ts';
import { markup, type Html } from '../html.ts';
import { type ImageId, LACKING } from '../image.ts';
import { markdownHtml, type Drawing } from '../markdown-html.ts';
import { mentionsAsMarkdown } from '../mentions.ts';
import type { Note } from '../note.ts';
import { groupByPassage } from '../passages.ts';
import { walkThread, type Thread } from '../thread.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { FILE_BUDGET, UNREAD } from './file-budget.ts';
import { HTML_STYLE } from './html-style.ts';
import { documentsInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';
import { reactionsInWords } from './reactions.ts';

/** Replies deeper than this stand beside each other, as in the other formats. */
const MAX_DEPTH = 6;

export function* writeHtml(input: ExportInput): Generator<Piece> {
  const imageAt = (id: ImageId): string | null => {
    const image = input.images?.get(id);
    return image ? `data:${image.type};base64,${toBase64(image.bytes)}` : null;
  };
  const drawing = { unread: UNREAD, imageAt, lacking: LACKING, budget: { ...FILE_BUDGET } };
  const documents = documentsInOrder(input.notes);
  const [only, ...others] = documents;
  const single = only && others.length === 0 ? only : null;
  yield { text: head(single?.title ?? input.title), notes: 0 };
  const title = markup`<h1 dir="auto">${single?.title ?? input.title}</h1>`;
  const facts = markup`<p class="soft">${input.notes.length} notes, exported on ${input.exportedAt.slice(0, 10)}</p>\n`;
  yield { text: `<body>\n<header>${title.html}${facts.html}</header>\n<main>\n`, notes: 0 };
  for (const document of documents) {
    yield { text: opening(document, single === null).html, notes: 0 };
    for (const { quote, threads } of groupByPassage(document.notes)) {
      const passage = quote === '' ? '' : markup`<blockquote class="passage" dir="auto">${quote}</blockquote>\n`;
      const notes = threads.reduce((count, thread) => count + Array.from(walkThread(thread)).length, 0);
      const items = threads.map((thread) => threadHtml(thread, input, drawing));
      yield { text: markup`${passage}<ol class="notes">${items}</ol>\n`.html, notes };
    }
    yield { text: '</section>\n', notes: 0 };
  }
  yield { text: '</main>\n</body>\n</html>\n', notes: 0 };
}

function head(title: string): string {
  const hash = base64url(sha256(utf8ToBytes(HTML_STYLE)))
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${hash}='; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="Commonplace">
<title>${title}</title>
<style>${{ html: HTML_STYLE }}</style>
</head>
`.html;
}

function opening({ title, source }: DocumentNotes, isOneOfMany: boolean): Html {
  const address = /^https?:/.test(source)
    ? markup`<a class="source" href="${iriOf(source)}" rel="noopener noreferrer nofollow ugc">${source}</a>`
    : markup`${source}`;
  return markup`<section>${isOneOfMany ? markup`<h2 dir="auto">${title}</h2>` : ''}<p class="soft" dir="auto">${address}</p>\n`;
}

/** Without recursion: a hostile thread can be very deep. */
function threadHtml(thread: Thread<Note>, input: ExportInput, drawing: Drawing): Html {
  let text = '';
  let open = -1;
  for (const { note, depth } of walkThread(thread)) {
    const at = Math.min(depth, MAX_DEPTH);
    if (at > open && open >= 0) text += '<ol>';
    for (; open > at; open--) text += '</li></ol>';
    if (open === at && text !== '') text += '</li>';
    open = at;
    text += `<li>${noteHtml(note, input, drawing).html}`;
  }
  for (; open > 0; open--) text += '</li></ol>';
  return { html: `${text}</li>\n` };
}

function noteHtml(note: Note, { lost }: ExportInput, drawing: Drawing): Html {
  const reactions = reactionsInWords(note);
  const facts = [
    `${note.created.slice(0, 16).replace('T', ' ')} UTC`,
    ...(note.edited ? ['edited'] : []),
    ...(note.kind === 'question' || note.kind === 'highlight' ? [note.kind] : []),
    ...(note.copyOf === null ? [] : ['kept copy']),
    ...(lost?.has(note.id) ? ['passage lost'] : []),
    note.group.name,
    ...note.tags.map((tag) => `#${tag}`),
    ...(reactions === '' ? [] : [reactions]),
  ];
  const name = note.author.name === '' ? '' : markup`<bdi class="name">${note.author.name}</bdi> · `;
  const color = note.color ? markup` · ${swatch(note.color)}` : '';
  const words =
    note.text === '' ? '' : markup`<div class="words">${markdownHtml(mentionsAsMarkdown(note.text), drawing)}</div>`;
  return markup`<article class="note"><p class="by" dir="auto">${name}${facts.map((fact, at) => markup`${at > 0 ? ' · ' : ''}<bdi>${fact}</bdi>`)}${color}</p>${words}</article>`;
}

/** By its line, which has no need of a style of its own, and by its name. */
function swatch({ name, means }: NonNullable<Note['color']>): Html {
  return markup`<bdi class="swatch ${name}">${means ?? name}</bdi>`;
}
