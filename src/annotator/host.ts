/**
 * The one element we put into a document: it holds adder, margin frame and notices in a closed
 * shadow root. It joins the document only when there is something to show, and comes back when
 * the page throws it out, a bounded number of times: a page that fights us wins.
 */
import { HOST_TAG } from '../core/host-tag.ts';

const MAX_RETURNS = 20;
const XHTML = 'http://www.w3.org/1999/xhtml';

/** The language of our words, and where they begin: the page's own may be others. */
export type Tongue = { lang: string; dir: 'ltr' | 'rtl' };

export type Host = {
  readonly root: ShadowRoot;
  /** The side of the window where the margin stands: the end of our lines, whatever the page's own direction. */
  readonly side: 'left' | 'right';
  /** Puts the host into the document if it is not there. */
  attach(): void;
  /** True if the event happened inside the host. */
  contains(event: Event): boolean;
  /** Called each time the page removed the host and it came back: frames in it were reloaded. */
  onReturn(listener: () => void): void;
};

/** @param styles the looks of what will stand in it */
export function createHost(document: Document, { lang, dir }: Tongue, styles: string, signal: AbortSignal): Host {
  const element = document.createElementNS(XHTML, HOST_TAG);
  element.setAttribute('lang', lang);
  element.setAttribute('dir', dir);
  const root = element.attachShadow({ mode: 'closed' });
  const style = document.createElementNS(XHTML, 'style');
  style.textContent = styles;
  root.append(style);

  let wanted = false;
  let returns = 0;
  const listeners = new Set<() => void>();
  const put = () => document.documentElement.append(element);

  const observer = new MutationObserver(() => {
    if (!wanted || element.isConnected || returns >= MAX_RETURNS) return;
    returns++;
    put();
    for (const listener of listeners) listener();
  });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    element.remove();
  });

  return {
    root,
    side: dir === 'rtl' ? 'left' : 'right',
    attach() {
      if (wanted || signal.aborted) return;
      wanted = true;
      // A page that replaces <html> itself is caught by watching the document node.
      observer.observe(document, { childList: true });
      observer.observe(document.documentElement, { childList: true });
      put();
    },
    contains: (event) => event.composedPath()[0] === element || event.target === element,
    onReturn: (listener) => listeners.add(listener),
  };
}
