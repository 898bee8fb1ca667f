/** The colours and sizes of the pages that people open, as the extension has them. Beside the frame of all pages (layout.ts). */
export const PAGE_STYLE = `
:root { background: light-dark(#faf8f3, #191815); color: light-dark(#24221c, #ece7dc); font-size: 1rem; }
body { max-width: 42rem; overflow-wrap: break-word; }
a { color: light-dark(#1f5c4d, #86cdb7); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid light-dark(#1f5c4d, #86cdb7); outline-offset: 2px; }
h1 { font-size: 1.375rem; line-height: 1.35; margin: 0 0 .25rem; }
`;
