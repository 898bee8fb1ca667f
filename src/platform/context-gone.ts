/**
 * After an update or reload of the extension the old content script lives on without a way to
 * reach it. Every call then fails; this file notices once, so that callers can stop quietly and
 * ask for a reload of the page (https://issues.chromium.org/issues/40189208).
 */
import { browser } from './browser.ts';

/** Thrown instead of the browsers' different wordings. */
export class ContextGone extends Error {
  override name = 'ContextGone';
}

let isGone = false;
let controller: AbortController | undefined;

/** Aborted when this context has lost its extension. Made when it is first asked for: most pages never do. */
export function contextGone(): AbortSignal {
  controller ??= new AbortController();
  if (isGone) controller.abort();
  return controller.signal;
}

/** True, and from then on for ever, if the extension behind this context is gone. */
export function isContextGone(): boolean {
  if (isGone) return true;
  let id: string | undefined;
  try {
    ({ id } = browser.runtime);
  } catch {
    id = undefined;
  }
  isGone = !id;
  if (isGone) controller?.abort();
  return isGone;
}
