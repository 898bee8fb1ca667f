/** Permission to speak with a host, asked for at the moment it is needed: Firefox lets people take away what the manifest names. */
import { browser } from './browser.ts';

/** Call it right in the handler of a press: browsers ask at no other time. Granted already, it asks nobody. */
export function askForHost(pattern: string): Promise<boolean> {
  return browser.permissions.request({ origins: [pattern] });
}
