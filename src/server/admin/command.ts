/** What a command of `npm run admin` is given and what it may answer. */

/** Where a command speaks; a terminal gets bars and questions, everything else plain lines. */
export type Io = {
  env: Readonly<Record<string, string | undefined>>;
  say(line: string): void;
  /** Why nothing was done. */
  complain(line: string): void;
  /** Shows how far work of known size has come. */
  progress(what: string): Progress;
  /** Asks for a word to be typed; false where nobody can be asked. */
  confirm(question: string, word: string): Promise<boolean>;
};

export type Progress = { at(done: number, total: number): void; end(): void };

/** Resolves to an exit code: 0 done, 1 something is wrong with the data. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/** Wrong words on the command line, or a refusal: said to the operator, exit code 2. */
export class UsageError extends Error {}
