/**
 * Tells when a page became another one without being loaded anew (`pushState`, hash routes).
 * The Navigation API tells it where it exists, also of one that could not be shown; the page's own History object cannot be hooked
 * from a content script, so elsewhere the background says that it is time to look. Also tells when
 * it comes back out of the browser's back/forward cache: no message reached it there.
 * @returns a way to look at once; true if the page became another one
 */
export function watchNavigation(window: Window, moved: () => void): () => boolean {
  let last = window.location.href;
  const look = (): boolean => {
    if (window.location.href === last) return false;
    last = window.location.href;
    moved();
    return true;
  };
  window.addEventListener('pageshow', ({ persisted, isTrusted }) => {
    // Not one that the page made itself: it could have us ask without end, and all other pages wait.
    if (persisted && isTrusted) moved();
  });
  const { navigation } = window as { navigation?: EventTarget };
  // An application that fails to show what it went to is there all the same.
  const events = navigation ? ['navigatesuccess', 'navigateerror'] : ['popstate', 'hashchange'];
  for (const event of events) (navigation ?? window).addEventListener(event, look);
  return look;
}
