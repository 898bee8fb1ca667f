/** Notifications of the browser. Their permission is optional: it is asked for at the moment somebody turns them on. */
import { browser } from './browser.ts';
import { pageUrl } from './page-url.ts';

const PERMISSION = { permissions: ['notifications' as const] };

/** Call it right in the handler of a press: browsers ask at no other time. False if it was refused. */
export function askForNotifications(): Promise<boolean> {
  return browser.permissions.request(PERMISSION);
}

/** The one of before with the same id gives way. Without the permission nothing is shown. */
export async function showNotification(
  id: string,
  { title, message }: { title: string; message: string },
): Promise<void> {
  if (!(await browser.permissions.contains(PERMISSION))) return;
  await browser.notifications.create(id, { type: 'basic', iconUrl: pageUrl('icons/128.png'), title, message });
}

/** Register synchronously at start; where the permission comes later, it listens from then on. */
export function onNotificationClick(run: (id: string) => void): void {
  const heard = (id: string): void => {
    run(id);
    void browser.notifications.clear(id);
  };
  const listen = (): void => {
    // Absent as long as there is no permission, whatever its type says.
    const api: typeof browser.notifications | undefined = browser.notifications;
    if (api && !api.onClicked.hasListener(heard)) api.onClicked.addListener(heard);
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}
