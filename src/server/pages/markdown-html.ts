/** A note's words as HTML of the endpoint's pages: from our own tree (core/markdown.ts), every text escaped by the template. */
import { html, raw } from 'hono/html';
import katex from 'katex';
import { HARMLESS, MAX_TEX } from '../../core/formula.ts';
import { parseMarkdown, type Block, type Inline } from '../../core/markdown.ts';
import type { Page } from './layout.ts';

/** @param unread what is said of a formula that cannot be read */
export function markdownHtml(text: string, unread: string): Page[] {
  return parseMarkdown(text).map((block) => blockHtml(block, unread));
}

function blockHtml(block: Block, unread: string): Page {
  const inside = (children: readonly Inline[]) => children.map((one) => inlineHtml(one, unread));
  const blocks = (children: readonly Block[]) => children.map((one) => blockHtml(one, unread));
  switch (block.type) {
    case 'paragraph':
      return html`<p dir="auto">${inside(block.children)}</p>`;
    case 'heading':
      // Not a heading of the page: a note must not change the outline that readers navigate by.
      return html`<p dir="auto" class="heading">${inside(block.children)}</p>`;
    case 'quote':
      return html`<blockquote dir="auto">${blocks(block.children)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li dir="auto">${blocks(item)}</li>`);
      return block.start === null
        ? html`<ul dir="auto">
            ${items}
          </ul>`
        : html`<ol dir="auto" start="${block.start}">
            ${items}
          </ol>`;
    }
    case 'code':
      return html`<pre dir="ltr" tabindex="0"><code>${block.text}</code></pre>`;
    case 'math':
      return formulaHtml(block.tex, true, unread);
    case 'plain':
      return html`<p dir="auto" class="plain">${block.text}</p>`;
    case 'rule':
      return html`<hr />`;
  }
}

function inlineHtml(inline: Inline, unread: string): Page {
  const inside = (children: readonly Inline[]) => children.map((one) => inlineHtml(one, unread));
  switch (inline.type) {
    case 'text':
    // By the name that was written: the page is read by whoever has the link.
    case 'mention':
      return html`${inline.text}`;
    case 'emphasis':
      return html`<em>${inside(inline.children)}</em>`;
    case 'strong':
      return html`<strong>${inside(inline.children)}</strong>`;
    case 'code':
      return html`<code>${inline.text}</code>`;
    case 'math':
      return formulaHtml(inline.tex, false, unread);
    case 'break':
      return html`<br />`;
    case 'link':
      return html`<a href="${inline.url}" rel="noopener noreferrer nofollow ugc">${inside(inline.children)}</a>`;
  }
}

/** The library's own markup is let in as it is: with these options it makes MathML, and escapes what was typed. */
function formulaHtml(tex: string, displayMode: boolean, unread: string): Page {
  const kind = displayMode ? 'formula formula-display' : 'formula';
  if (tex.length <= MAX_TEX) {
    try {
      const drawn = katex.renderToString(tex, { ...HARMLESS, displayMode });
      return html`<span class="${kind}" dir="ltr">${raw(drawn)}</span>`;
    } catch {
      // not LaTeX, or braces within braces, deeper than the stack
    }
  }
  return html`<span class="${kind} unread" dir="ltr" title="${unread}">${tex}</span>`;
}
