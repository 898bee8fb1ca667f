/**
 * What an account is asked about itself beside signing in (sync.ts): the devices that are signed in,
 * the code by which one more is, and the end of it.
 */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { instant } from '../core/record.ts';
import { typedCode } from './typed-code.ts';

/** As far as the browser says; null where we do not know it. Shown as it is: these are names. */
export const device = v.object({
  browser: v.nullable(v.pipe(v.string(), v.maxLength(40))),
  system: v.nullable(v.pipe(v.string(), v.maxLength(40))),
});
export type Device = v.InferOutput<typeof device>;

/** GET sessions, the newest first. DELETE sessions ends all but this one, DELETE oneSession one → 204. */
export const sessionList = v.object({
  sessions: v.array(
    v.object({
      id,
      created: instant,
      /** To the day: a session in use is renewed once a day. */
      used: instant,
      device,
      /** The one that asks. */
      current: v.boolean(),
    }),
  ),
});
export type SessionEntry = v.InferOutput<typeof sessionList>['sessions'][number];

/** A token by which a tool of others reads and writes for its owner, on the surfaces made for such tools and nowhere else. */
export const tokenEntry = v.object({
  id,
  /** What its owner called it. */
  name: v.string(),
  created: instant,
  /** To the day; null: never. */
  used: v.nullable(instant),
});
export type TokenEntry = v.InferOutput<typeof tokenEntry>;
/** GET tokens, the newest first. DELETE oneToken ends it for good → 204. */
export const tokenList = v.object({ tokens: v.array(tokenEntry) });
/** POST tokens → a new one, and its text for the only time. */
export const newToken = v.object({ name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)) });
export const madeToken = v.object({ token: v.string(), entry: tokenEntry });

export const DEVICE_CODE_LENGTH = 8;
/** POST device-code → a code for one more device; the one before it is void. */
export const deviceCode = v.object({ code: v.string(), expires: instant });
export type DeviceCode = v.InferOutput<typeof deviceCode>;
/** POST device-sign-in → a session (sync.ts) of the account that the code is of. */
export const deviceSignInRequest = v.object({ code: typedCode(DEVICE_CODE_LENGTH) });

/** GET sign-in-ways. An endpoint that knows no such question has no single sign-on either. */
export const signInWays = v.object({
  /**
   * Null: none. `name` is what its users call it, `start` the page (oidcStart of sync.ts) to open in a tab, at the
   * name by which the provider knows the endpoint, since the tab comes back to that.
   */
  singleSignOn: v.nullable(
    v.object({
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
      start: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//), v.maxLength(2048)),
    }),
  ),
});
export type SignInWays = v.InferOutput<typeof signInWays>;

/** Of an account that may have some: its password, so that a device left open cannot end it. */
export const deleteAccountRequest = v.object({ password: v.optional(v.pipe(v.string(), v.maxLength(128))) });

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** GET account → what DELETE account would do. */
export const accountFate = v.object({
  /** Whether the account has a password, which its end then asks for. */
  password: v.boolean(),
  /** Notes that nobody else sees. */
  privateNotes: count,
  groups: v.array(
    v.object({
      id,
      /** Null: I am not in it any more. */
      name: v.nullable(v.string()),
      /** My notes in it, which become tombstones. */
      notes: count,
      becomes: v.variant('of', [
        v.object({ of: v.literal('stays') }),
        /** Nobody else is in it. */
        v.object({ of: v.literal('removed') }),
        /** I own it, and this member will. */
        v.object({ of: v.literal('handed-on'), to: v.string() }),
      ]),
    }),
  ),
});
export type AccountFate = v.InferOutput<typeof accountFate>;
