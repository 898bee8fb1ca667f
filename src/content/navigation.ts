/**
 * Tells when a page became another one without being loaded anew (`pushState`, hash routes).
 * The Navigation API tells it where it exists; the page's own History object cannot be hooked
 * from a content script.
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
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('navigatesuccess', look, { signal });
}
