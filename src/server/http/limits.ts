/**
 * The endpoint's rate limits. Passwords and codes are guarded by what is guessed at; the rest is
 * sized so that 200 students behind one school address can begin in the same minute.
 */
import { createLimiter } from './rate-limit.ts';
import type { Limiter, Rule } from './rate-limit.ts';

const RULES = {
  /** New accounts, by address. */
  accounts: { burst: 500, perSecond: 1 },
  /** Passwords, by address and e-mail: one person who has forgotten theirs. */
  passwords: { burst: 10, perSecond: 1 / 20 },
  /** Passwords, by address alone: somebody trying one password on many e-mails. */
  signIns: { burst: 400, perSecond: 1 },
  /** Invitation codes, by account and by address. */
  codes: { burst: 30, perSecond: 1 / 5 },
  codesByAddress: { burst: 500, perSecond: 1 },
  /** Requests with a token that is not valid, by address. */
  strangers: { burst: 500, perSecond: 5 },
  /** Everything else, by account. */
  requests: { burst: 1000, perSecond: 50 },
} as const satisfies Record<string, Rule>;

export type Limits = Record<keyof typeof RULES, Limiter>;

export function createLimits(now: () => number = Date.now): Limits {
  return {
    accounts: createLimiter(RULES.accounts, now),
    passwords: createLimiter(RULES.passwords, now),
    signIns: createLimiter(RULES.signIns, now),
    codes: createLimiter(RULES.codes, now),
    codesByAddress: createLimiter(RULES.codesByAddress, now),
    strangers: createLimiter(RULES.strangers, now),
    requests: createLimiter(RULES.requests, now),
  };
}
