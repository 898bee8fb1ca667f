/**
 * How our style rules get into pages: adopted sheets, for the document itself, for documents in frames and for shadow
 * trees alike, so that the page's DOM stays as it is.
 */

/** How style rules get into a document or shadow tree. */
export interface StylePort {
  /** Adds rules and returns the way to remove them. */
  addStyles(css: string, root: Document | ShadowRoot): () => void;
}

/**
 * Adopts a sheet made in the tree's own realm. Firefox refuses any other to content scripts, and shows them its own
 * objects only by `wrappedJSObject` (https://bugzilla.mozilla.org/show_bug.cgi?id=1928865).
 */
export const adoptedStyles: StylePort = {
  addStyles(css, root) {
    const view = root.ownerDocument?.defaultView ?? (root as Document).defaultView;
    if (!view) return () => undefined;
    const tree = pagesOwn(root);
    const sheet = new (pagesOwn(view).CSSStyleSheet)();
    sheet.replaceSync(css);
    tree.adoptedStyleSheets.push(sheet);
    return () => {
      const sheets = tree.adoptedStyleSheets;
      const at = sheets.indexOf(sheet);
      if (at >= 0) sheets.splice(at, 1);
    };
  },
};

function pagesOwn<T extends object>(ours: T & { wrappedJSObject?: T }): T {
  return ours.wrappedJSObject ?? ours;
}
