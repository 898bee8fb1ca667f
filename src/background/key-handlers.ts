/** Keys: those of our own pages, which are ours to keep, and those that the browser gives to our commands. */
import type { Sender } from '../platform/messages.ts';
import type { Shortcut } from '../platform/shortcuts.ts';
import type { fromPages } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import { chooseKeys, readKeys } from '../store/own-keys.ts';
import type { Background } from './background.ts';

export type KeyPorts = { shortcuts: () => Promise<Shortcut[]>; changeShortcuts: () => Promise<void> };

export type KeyHandlers = Pick<
  Handlers<typeof fromPages, Sender>,
  Extract<keyof typeof fromPages, `keys.${string}` | `shortcuts.${string}`>
>;

export function keyHandlers({ db, tell }: Background, { shortcuts, changeShortcuts }: KeyPorts): KeyHandlers {
  return {
    'keys.read': async () => ({ chosen: await readKeys(db) }),
    'keys.choose': async ({ chosen }) => {
      const now = await chooseKeys(db, chosen);
      if (!now) return { ok: false, code: 'key-taken' };
      tell({ event: 'keys', chosen: now });
      return { ok: true };
    },
    'shortcuts.read': async () => ({ shortcuts: await shortcuts() }),
    'shortcuts.change': async () => {
      await changeShortcuts();
      return {};
    },
  };
}
