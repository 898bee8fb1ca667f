/** A note's words as HTML of the endpoint's pages: from our own tree (core/markdown.ts), every text escaped by the template. */
import { html, raw } from 'hono/html';
import katex from 'katex';
import { harmless, mayBeRead, MAX_MATHML } from '../../core/formula.ts';
import { parseMarkdown, type Block, type Inline } from '../../core/markdown.ts';
import type { Page } from './layout.ts';

/** What one page draws, of all its notes together: a thread may have hundreds, and to draw one takes time. */
export class PageBudget {
  /** Characters of Markdown. */
  text = 300_000;
  /** Characters of LaTeX. */
  tex = 20_000;
}

export type Drawing = { /** What is said of a formula that cannot be read. */ unread: string; budget: PageBudget };

/** What is beyond the budget stands as it was typed. */
export function markdownHtml(text: string, drawing: Drawing): Page[] {
  const { budget } = drawing;
  if (text.length > budget.text) return [blockHtml({ type: 'plain', text }, drawing)];
  budget.text -= text.length;
  return parseMarkdown(text).map((block) => blockHtml(block, drawing));
}

function blockHtml(block: Block, drawing: Drawing): Page {
  const inside = (children: readonly Inline[]) => children.map((one) => inlineHtml(one, drawing));
  const blocks = (children: readonly Block[]) => children.map((one) => blockHtml(one, drawing));
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
      return formulaHtml(block.tex, true, drawing);
    case 'plain':
      return html`<p dir="auto" class="plain">${block.text}</p>`;
    case 'rule':
      return html`<hr />`;
  }
}

function inlineHtml(inline: Inline, drawing: Drawing): Page {
  const inside = (children: readonly Inline[]) => children.map((one) => inlineHtml(one, drawing));
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
      return formulaHtml(inline.tex, false, drawing);
    case 'break':
      return html`<br />`;
    case 'link':
      return html`<a href="${inline.url}" rel="noopener noreferrer nofollow ugc">${inside(inline.children)}</a>`;
  }
}

/** The library's own markup is let in as it is: with these options it makes MathML, and escapes what was typed. */
function formulaHtml(tex: string, displayMode: boolean, { unread, budget }: Drawing): Page {
  const kind = displayMode ? 'formula formula-display' : 'formula';
  if (mayBeRead(tex) && tex.length <= budget.tex) {
    budget.tex -= tex.length;
    try {
      const drawn = katex.renderToString(tex, harmless(displayMode));
      if (drawn.length <= MAX_MATHML) return html`<span class="${kind}" dir="ltr">${raw(drawn)}</span>`;
    } catch {
      // not LaTeX, or braces within braces, deeper than the stack
    }
  }
  return html`<span class="${kind} unread" dir="ltr" title="${unread}">${tex}</span>`;
}
