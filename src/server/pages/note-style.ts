/** The look of a note's page, on paper too, beside what all pages have (page-style.ts). */
import { PAGE_STYLE } from './page-style.ts';

export const NOTE_STYLE = `${PAGE_STYLE}
h2 { font-size: 1rem; margin: 1.5rem 0 .75rem; }
.soft { color: light-dark(#625c4f, #b3ac9d); font-size: .875rem; }
header p, .by { margin: 0; }
header { margin-block-end: 1.5rem; }
.passage { border-inline-start: .25rem solid light-dark(#4a93e6, #6ba6e8); font-family: Charter, 'Palatino Linotype', Georgia, serif; font-size: 1.0625rem; margin: 1rem 0; padding-inline-start: .75rem; white-space: pre-line; }
.notes { list-style: none; margin: 0; padding: 0; }
.note { background: light-dark(#fff, #23211d); border: 1px solid light-dark(#e5dfd1, #38352d); border-radius: .625rem; margin: 0 0 .75rem; padding: .75rem 1rem; }
.meant { border-color: light-dark(#1f5c4d, #86cdb7); border-width: 2px; }
.d1 { margin-inline-start: 1.25rem; } .d2 { margin-inline-start: 2.5rem; } .d3 { margin-inline-start: 3.75rem; }
.name { font-weight: 600; }
.kind { border: 1px solid; border-radius: 1rem; color: light-dark(#6c3f93, #cda9ec); font-size: .8125rem; padding: 0 .5rem; }
.answered { color: light-dark(#1f5c4d, #86cdb7); }
.words > :first-child { margin-block-start: .5rem; } .words > :last-child { margin-block-end: 0; }
.words blockquote { border-inline-start: 2px solid; margin-inline: 0; padding-inline-start: .75rem; }
.words code { border: 0; font-size: .9375rem; letter-spacing: normal; padding: 0; }
.words pre { background: light-dark(#f2eee4, #121110); overflow-x: auto; padding: .5rem .75rem; }
.words :is(ul, ol) { padding-inline-start: 1.5rem; } .words li > p { margin: 0; }
.words img { block-size: auto; border-radius: .375rem; max-inline-size: 100%; }
.heading { font-weight: 600; } .plain { white-space: pre-wrap; }
.formula-display { display: block; overflow-x: auto; } .unread { font-family: ui-monospace, monospace; }
.tags { display: flex; flex-wrap: wrap; gap: .25rem .5rem; list-style: none; margin: .5rem 0 0; padding: 0; }
.tags li { border: 1px solid light-dark(#8f8774, #857d6c); border-radius: 1rem; font-size: .8125rem; padding: 0 .5rem; }
footer { border-block-start: 1px solid light-dark(#e5dfd1, #38352d); margin-block-start: 2rem; padding-block-start: .75rem; }
form { align-items: end; display: flex; flex-wrap: wrap; gap: .75rem; margin-block: 1rem; }
footer form { align-items: baseline; margin: .5rem 0 0; }
label { display: grid; font-size: .875rem; gap: .25rem; }
input { background: light-dark(#fff, #121110); border: 1px solid light-dark(#8f8774, #857d6c); border-radius: .625rem; color: inherit; font: 1.125rem ui-monospace, monospace; letter-spacing: .1em; padding: .5rem .75rem; width: 12rem; }
button { background: light-dark(#1f5c4d, #86cdb7); border: 1px solid transparent; border-radius: .625rem; color: light-dark(#fff, #0d231d); cursor: pointer; font: inherit; padding: .5rem 1rem; }
footer button { background: none; border-color: light-dark(#8f8774, #857d6c); color: inherit; font-size: .875rem; padding: .25rem .75rem; }
.wrong { border-inline-start: .25rem solid light-dark(#9c2f27, #f2a198); padding-inline-start: .75rem; }
:root:lang(ar, hi) * { letter-spacing: normal; }
@media (max-width: 30rem) { .d1, .d2, .d3 { margin-inline-start: .75rem; } }
@media print {
  :root { background: none; color: #000; color-scheme: light; font-size: 11pt; }
  body { max-width: none; padding: 0; }
  footer, form { display: none; }
  .note { break-inside: avoid; }
  .source::after { content: ' (' attr(href) ')'; overflow-wrap: anywhere; }
}
`;
