/**
 * The way style rules get into the page from a content script. Chromium lets a content script
 * adopt a sheet; Firefox does so only for a sheet made in the page's own realm
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1928865).
 */
import type { StylePort } from '../anchoring/painter.ts';

type PageRealm = { CSSStyleSheet: typeof CSSStyleSheet; document: Document };

export function pageStyles(window: Window & typeof globalThis & { wrappedJSObject?: PageRealm }): StylePort {
  const realm: PageRealm = window.wrappedJSObject ?? window;
  return {
    addStyles(css) {
      const sheet = new realm.CSSStyleSheet();
      sheet.replaceSync(css);
      realm.document.adoptedStyleSheets.push(sheet);
      return () => {
        const sheets = realm.document.adoptedStyleSheets;
        const at = sheets.indexOf(sheet);
        if (at >= 0) sheets.splice(at, 1);
      };
    },
  };
}
