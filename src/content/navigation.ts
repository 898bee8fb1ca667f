/**
 * Tells when a page became another one without being loaded anew (`pushState`, hash routes).
 * The Navigation API tells it where it exists; the page's own History object cannot be hooked
 * from a content script. Also tells when it comes back out of the browser's back/forward cache: no
 * message reached it there.
 */
export function watchNavigation(window: Window, moved: () => void, signal: AbortSignal): void {
  let last = window.location.href;
  const look = (): void => {
    if (window.location.href === last) return;
    last = window.location.href;
    moved();
  };
  window.addEventListener('popstate', look, { signal });
  window.addEventListener('hashchange', look, { signal });
  window.addEventListener('pageshow', ({ persisted }) => (persisted ? moved() : undefined), { signal });
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('navigatesuccess', look, { signal });
}
