/**
 * The endpoint's rate limits. Passwords and codes are guarded by what is guessed at; the rest is
 * sized so that 200 students behind one school address can begin in the same minute.
 */
import { createLimiter } from './rate-limit.ts';
import type { Limiter, Rule } from './rate-limit.ts';

export const RULES = {
  /** New accounts, by address. */
  accounts: { burst: 500, perSecond: 1 },
  /** Passwords, by address and e-mail: one person who has forgotten theirs. */
  passwords: { burst: 10, perSecond: 1 / 20 },
  /** Passwords, by address alone: somebody trying one password on many e-mails. */
  signIns: { burst: 400, perSecond: 1 },
  /** Invitation codes, by account and by address. */
  codes: { burst: 30, perSecond: 1 / 5 },
  codesByAddress: { burst: 500, perSecond: 1 },
  /** Tokens for tools of others, made, by account. */
  tokensMade: { burst: 20, perSecond: 1 / 60 },
  /** Codes for one more device: made, by account, and entered, by address. */
  codesIssued: { burst: 10, perSecond: 1 / 60 },
  codesEntered: { burst: 200, perSecond: 1 / 2 },
  /** Requests with a token that is not valid, by address. */
  strangers: { burst: 500, perSecond: 5 },
  /** Live connections that are opened, by address: a class that comes back after a restart is one burst. */
  sockets: { burst: 1000, perSecond: 10 },
  /** Requests to a webhook that a host asks for, by group. */
  webhookTests: { burst: 10, perSecond: 1 / 30 },
  /** Notes that are read for the words of a tool's search, in stretches of some hundred, by account. */
  wordSearches: { burst: 40, perSecond: 1 },
  /** Pages of notes, by account: for each, all notes of a document are read. */
  notePages: { burst: 60, perSecond: 1 },
  /** Everything else, by account. */
  requests: { burst: 1000, perSecond: 50 },
} as const satisfies Record<string, Rule>;

export type Limits = Record<keyof typeof RULES, Limiter>;

export function createLimits(
  now: () => number = Date.now,
  rules: Readonly<Record<keyof Limits, Rule>> = RULES,
): Limits {
  return {
    accounts: createLimiter(rules.accounts, now),
    passwords: createLimiter(rules.passwords, now),
    signIns: createLimiter(rules.signIns, now),
    codes: createLimiter(rules.codes, now),
    codesByAddress: createLimiter(rules.codesByAddress, now),
    tokensMade: createLimiter(rules.tokensMade, now),
    codesIssued: createLimiter(rules.codesIssued, now),
    codesEntered: createLimiter(rules.codesEntered, now),
    strangers: createLimiter(rules.strangers, now),
    sockets: createLimiter(rules.sockets, now),
    webhookTests: createLimiter(rules.webhookTests, now),
    wordSearches: createLimiter(rules.wordSearches, now),
    notePages: createLimiter(rules.notePages, now),
    requests: createLimiter(rules.requests, now),
  };
}
