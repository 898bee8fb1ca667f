/** The texts of `--help`. */
import { COMMANDS } from './commands.ts';
import type { Entry } from './commands.ts';

export function usage(): string {
  const lines = [...COMMANDS.values()].map(({ usage: how, does }) => `  ${how}\n      ${does}`);
  return `npm run admin -- COMMAND …   (with DATABASE_URL as for the endpoint)\n\n${lines.join('\n')}\n\nnpm run admin -- COMMAND --help says more.`;
}

export function helpOf({ usage: how, does, more }: Entry): string {
  return `npm run admin -- ${how}\n\n${does}${more === undefined ? '' : `\n${more}`}`;
}
