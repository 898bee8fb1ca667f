/** What wakes the background: install, start of the browser, alarms, commands. Register synchronously at start. */
import { browser, type Runtime } from './browser.ts';

/** Called every so many minutes, also when the worker has been stopped in between. */
export function every(name: string, minutes: number, run: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) run();
  });
  void create(name, minutes);
}

/** Making an alarm that exists would push its next time away. */
async function create(name: string, minutes: number): Promise<void> {
  const known = await browser.alarms.get(name);
  if (known?.periodInMinutes !== minutes) await browser.alarms.create(name, { periodInMinutes: minutes });
}

/**
 * Counts as a sign of life: Firefox puts a background to sleep after 30 s without an event or a
 * call like this one, whatever its sockets hear (measured in 153).
 */
export function stayAwake(): void {
  void browser.runtime.getPlatformInfo();
}

/** We came for the first time. */
export function onInstall(run: () => void): void {
  onInstalled('install', run);
}

/** We came in the place of another version, or of the same one read anew. */
export function onUpdate(run: () => void): void {
  onInstalled('update', run);
}

function onInstalled(wanted: Runtime.OnInstalledReason, run: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === wanted) run();
  });
}

export function onBrowserStart(run: () => void): void {
  browser.runtime.onStartup.addListener(run);
}

/** A keyboard command of the manifest, in the tab that was looked at. */
export function onCommand(run: (command: string, tab: number) => void): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) run(command, tab.id);
  });
}
