/** Entry in web pages: one self-contained file, in HTML and XHTML documents only. */
import { start } from './start.ts';

const STARTED = 'commonplaceStarted';

/** Of XHTML only the root tells; of others it need not be touched, which is dear (page-says.ts). What has no markup is shown as HTML. */
const { contentType } = document;
const isHtml =
  contentType === 'application/xhtml+xml'
    ? document.documentElement instanceof HTMLHtmlElement
    : !contentType.endsWith('xml');

// Installing injects into open tabs by hand; a page loading just then would get us twice.
if (isHtml && !Object.hasOwn(globalThis, STARTED)) {
  Object.defineProperty(globalThis, STARTED, { value: true });
  const begin = (): void => start(window);
  // A page that is loaded in advance was opened by nobody: https://wicg.github.io/nav-speculation/prerendering.html
  if (Reflect.get(document, 'prerendering') === true)
    document.addEventListener('prerenderingchange', begin, { once: true });
  else begin();
}
