/**
 * A note's words as HTML of the endpoint's pages and of exported files: from our own tree (markdown.ts), every text escaped
 * by the template. Separate from markdown.ts, since few of those who read Markdown need the library for formulas.
 */
import katex from 'katex';
import { harmless, mayBeRead, MAX_MATHML } from './formula.ts';
import { markup, type Html } from './html.ts';
import { asWords, type ImageId } from './image.ts';
import { parseMarkdown, type Block, type Inline } from './markdown.ts';

/** What is drawn of all notes of a document together, in characters of Markdown and of LaTeX, and pictures: to draw one takes time. */
export type DrawingBudget = { text: number; tex: number; images: number };

export type Drawing = {
  /** What is said of a formula that cannot be read. */
  unread: string;
  /** Where a picture is to be had; null: it is told in words, with `lacking` behind them. */
  imageAt: (id: ImageId) => string | null;
  lacking?: string;
  budget: DrawingBudget;
};

/** What is beyond the budget stands as it was typed. */
export function markdownHtml(text: string, drawing: Drawing): Html {
  const { budget } = drawing;
  if (text.length > budget.text) return blockHtml({ type: 'plain', text }, drawing);
  budget.text -= text.length;
  return markup`${parseMarkdown(text).map((block) => blockHtml(block, drawing))}`;
}

/**
 * What is inside of a quote or a list has the direction of the whole, which does not look into what has one itself
 * (https://html.spec.whatwg.org/multipage/dom.html#auto-directionality).
 */
function blockHtml(block: Block, drawing: Drawing, dir = markup` dir="auto"`): Html {
  const inside = (children: readonly Inline[]) => children.map((one) => inlineHtml(one, drawing));
  const blocks = (children: readonly Block[]) => children.map((one) => blockHtml(one, drawing, markup``));
  switch (block.type) {
    case 'paragraph':
      return markup`<p${dir}>${inside(block.children)}</p>`;
    case 'heading':
      // Not a heading of the page: a note must not change the outline that readers navigate by.
      return markup`<p${dir} class="heading">${inside(block.children)}</p>`;
    case 'quote':
      return markup`<blockquote${dir}>${blocks(block.children)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => markup`<li>${blocks(item)}</li>`);
      return block.start === null
        ? markup`<ul${dir}>${items}</ul>`
        : markup`<ol${dir} start="${block.start}">${items}</ol>`;
    }
    case 'code':
      return markup`<pre dir="ltr" tabindex="0"><code>${block.text}</code></pre>`;
    case 'math':
      return formulaHtml(block.tex, true, drawing);
    case 'plain':
      return markup`<p${dir} class="plain">${block.text}</p>`;
    case 'rule':
      return markup`<hr />`;
  }
}

function inlineHtml(inline: Inline, drawing: Drawing): Html {
  const inside = (children: readonly Inline[]) => children.map((one) => inlineHtml(one, drawing));
  switch (inline.type) {
    case 'text':
    // By the name that was written: the page is read by whoever has the link.
    case 'mention':
      return markup`${inline.text}`;
    case 'emphasis':
      return markup`<em>${inside(inline.children)}</em>`;
    case 'strong':
      return markup`<strong>${inside(inline.children)}</strong>`;
    case 'code':
      return markup`<code>${inline.text}</code>`;
    case 'math':
      return formulaHtml(inline.tex, false, drawing);
    case 'break':
      return markup`<br />`;
    case 'image': {
      if (--drawing.budget.images < 0) return markup`${asWords(inline.alt)}`;
      const address = drawing.imageAt(inline.id);
      if (address === null) return markup`${asWords(inline.alt)}${drawing.lacking ? ` (${drawing.lacking})` : ''}`;
      return markup`<img src="${address}" alt="${inline.alt}" loading="lazy" dir="auto" />`;
    }
    case 'link':
      return markup`<a href="${inline.url}" rel="noopener noreferrer nofollow ugc">${inside(inline.children)}</a>`;
  }
}

/** The library's own markup is let in as it is: with these options it makes MathML, and escapes what was typed. */
function formulaHtml(tex: string, displayMode: boolean, { unread, budget }: Drawing): Html {
  const kind = displayMode ? 'formula formula-display' : 'formula';
  if (mayBeRead(tex) && tex.length <= budget.tex) {
    budget.tex -= tex.length;
    try {
      const drawn = katex.renderToString(tex, harmless(displayMode));
      if (drawn.length <= MAX_MATHML) return markup`<span class="${kind}" dir="ltr">${{ html: drawn }}</span>`;
    } catch {
      // not LaTeX, or braces within braces, deeper than the stack
    }
  }
  return markup`<span class="${kind} unread" dir="ltr" title="${unread}">${tex}</span>`;
}
