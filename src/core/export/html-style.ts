/** How an exported page looks, on a screen in light and dark and on paper. Nothing is loaded for it. */
import { LOOKS } from '../color-looks.ts';

const colors = Object.entries(LOOKS).map(
  ([name, { ink, line }]) => `.${name} { text-decoration: ${line} rgb(${ink}); }`,
);

export const HTML_STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.6 system-ui, sans-serif; --soft: light-dark(#625c4f, #b3ac9d); --line: light-dark(#e5dfd1, #38352d); }
body { margin: 0 auto; max-width: 42rem; padding: 2rem 1rem 4rem; background: light-dark(#faf8f3, #191815); color: light-dark(#24221c, #ece7dc); overflow-wrap: break-word; }
h1, h2 { font-family: Charter, Georgia, serif; font-weight: 500; line-height: 1.25; }
h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
a { color: light-dark(#1f5c4d, #86cdb7); }
.soft, .by { color: var(--soft); font-size: .875rem; }
.name { color: light-dark(#24221c, #ece7dc); font-weight: 600; }
.passage { margin: 2rem 0 .75rem; padding-inline-start: 1rem; border-inline-start: 4px solid light-dark(#4a93e6, #6ba6e8); font-family: Charter, Georgia, serif; }
.notes, .notes ol { list-style: none; margin: 0; padding: 0; }
.notes ol { margin-inline-start: .75rem; padding-inline-start: .75rem; border-inline-start: 2px solid var(--line); }
.by { margin: .75rem 0 0; }
.words > * { margin: .35rem 0; }
.plain { white-space: pre-wrap; }
.heading { font-weight: 600; }
${colors.join('\n')}
.swatch { text-decoration-thickness: .15em; }
img { max-width: 100%; height: auto; }
pre { overflow-x: auto; white-space: pre-wrap; }
blockquote { margin: .5rem 0; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); }
@media print {
  :root { color-scheme: only light; font-size: 10.5pt; }
  body { max-width: none; padding: 0; background: none; }
  h2, .passage { break-after: avoid; }
  .note, .passage { break-inside: avoid; }
  a[href^="http"].source::after { content: " (" attr(href) ")"; }
}
`;
