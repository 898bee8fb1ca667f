/**
 * The border between extension and endpoint, version 1: push, pull, live, account, groups.
 * Requests and answers are JSON; every request but sign-in carries `Authorization: Bearer`.
 * Paths stand in PATHS. Errors are `errorBody` of errors.ts with the status of its table.
 */
import * as v from 'valibot';
import { imageId } from '../core/image.ts';
import { id } from '../core/id.ts';
import { typedCode } from './typed-code.ts';
import { spoken, spokenQuery } from './versions.ts';
import { reactionType } from '../core/reaction.ts';
import { annotationFields, groupFields, instant, role, row } from '../core/record.ts';

/**
 * Largest number of operations in one push, of rows in one page, and of bytes in one request. Every endpoint takes `ops`;
 * up to `manyOps` go to one that says in its answers that it takes them.
 */
export const LIMITS = { ops: 200, manyOps: 1000, rows: 2000, bytes: 2_000_000 } as const;

export const PATHS = {
  health: '/healthz',
  session: '/sync/v1/session',
  push: '/sync/v1/push',
  /** `:id` is the group; query `after` (cursor, 0 = all) and `limit`. */
  changes: '/sync/v1/groups/:id/changes',
  /** Of a group that may be too large to hold (parts.ts). */
  size: '/sync/v1/groups/:id/size',
  documents: '/sync/v1/groups/:id/documents',
  part: '/sync/v1/groups/:id/part',
  join: '/sync/v1/join',
  invitation: '/sync/v1/groups/:id/invitation',
  membership: '/sync/v1/groups/:id/membership',
  /** One person in a group: `:member` is their account. */
  member: '/sync/v1/groups/:id/members/:member',
  /** A member who was removed and barred: DELETE lets invitations open again. */
  block: '/sync/v1/groups/:id/blocks/:member',
  /** Notes that harm (safety.ts). */
  report: '/sync/v1/groups/:id/notes/:note/report',
  hidden: '/sync/v1/groups/:id/notes/:note/hidden',
  reports: '/sync/v1/groups/:id/reports',
  /**
   * A picture in notes of a group (core/image.ts): PUT its bytes → 204, also where it is there already; GET → its bytes. To
   * who may not read the group, and of what nobody sent, 404.
   */
  image: '/sync/v1/groups/:id/images/:image',
  /** What was noted of moderation (moderation.ts). */
  moderation: '/sync/v1/groups/:id/moderation',
  live: '/sync/v1/live',
  guest: '/account/v1/guest',
  signUp: '/account/v1/sign-up',
  signIn: '/account/v1/sign-in',
  signOut: '/account/v1/sign-out',
  /** The devices that are signed in to my account (account.ts). */
  sessions: '/account/v1/sessions',
  oneSession: '/account/v1/sessions/:session',
  /** Tokens for tools of others (account.ts). */
  tokens: '/account/v1/tokens',
  oneToken: '/account/v1/tokens/:token',
  deviceCode: '/account/v1/device-code',
  deviceSignIn: '/account/v1/device-sign-in',
  account: '/account/v1/account',
  /** passkey.ts */
  passkeys: '/account/v1/passkeys',
  onePasskey: '/account/v1/passkeys/:passkey',
  passkeyOptions: '/account/v1/passkey-options',
  passkeySignInOptions: '/account/v1/passkey-sign-in-options',
  passkeySignIn: '/account/v1/passkey-sign-in',
  /** How else one signs in here than by e-mail (account.ts). */
  signInWays: '/account/v1/sign-in-ways',
  /** Pages: a tab that is opened here goes to the identity provider and comes back to the callback, which shows a code for deviceSignIn. */
  oidcStart: '/account/v1/oidc/start',
  oidcCallback: '/account/v1/oidc/callback',
  /** Page that an invitation link opens: `PUBLIC_URL/j/CODE`. */
  invitationPage: '/j/:code',
  /** Page that a link to a note opens: `PUBLIC_URL/a/ID` (note-link.ts). Without an id, the page of one that only the browser knows. */
  notePage: '/a/:note',
  /** A picture on it, for who is signed in there. */
  noteImage: '/a/:note/images/:image',
  keptNotePage: '/a/',
  /** What is told of a link to a note to whom it is shown elsewhere: that it is one. */
  oembed: '/oembed',
  /** My own feed of a group (feed.ts), and its address: `PUBLIC_URL/feeds/TOKEN.atom`. */
  ownFeed: '/sync/v1/groups/:id/feed',
  feed: '/feeds/:file',
  /** Where a group's notes are told as they are written (webhooks.ts). */
  webhooks: '/sync/v1/groups/:id/webhooks',
  oneWebhook: '/sync/v1/groups/:id/webhooks/:webhook',
  webhookTest: '/sync/v1/groups/:id/webhooks/:webhook/test',
  /** The W3C Web Annotation Protocol: a group as a container, a note in it, and where the IRI that an export gives a note leads. */
  annotations: '/anno/:group/',
  annotation: '/anno/:group/:name',
  exportedAnnotation: '/anno/:iri',
} as const;

/** How many, how far, or how large. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

/** Random id of the endpoint's database, renewed when it is restored from a backup. */
export const epoch = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

// ── account ────────────────────────────────────────────────────────────────────────────────

/** POST guest → session. */
export const guestRequest = v.object({ name });
/** POST sign-up → session. With a guest's bearer token it upgrades that guest; id and notes stay. */
export const signUpRequest = v.object({
  name,
  email: v.pipe(v.string(), v.trim(), v.email(), v.maxLength(254)),
  password: v.pipe(v.string(), v.minLength(8), v.maxLength(128)),
});
/** POST sign-in → session. */
export const signInRequest = v.object({
  email: v.pipe(v.string(), v.trim(), v.maxLength(254)),
  password: v.pipe(v.string(), v.maxLength(128)),
});

export const user = v.object({ id, name, email: v.nullable(v.string()) });
export const session = v.object({ token: v.pipe(v.string(), v.minLength(16), v.maxLength(512)), user });
export type Session = v.InferOutput<typeof session>;

/** Of GET session: what the client speaks. */
export const sessionQuery = v.object({ speaks: spokenQuery });
/** GET session → who I am, which groups I am in (active memberships) and how far each has come. */
export const sessionInfo = v.object({
  /** The version agreed on; of an endpoint that says no more, the only one it speaks. */
  protocol: v.number(),
  speaks: v.optional(spoken),
  epoch,
  user,
  /** Kinds of records that operations may be about, where they are more than `annotation` and `group`; `image`: it takes pictures. */
  kinds: v.optional(v.array(v.string())),
  groups: v.array(v.object({ id, personal: v.boolean(), role, head: count })),
});
export type SessionInfo = v.InferOutput<typeof sessionInfo>;

// ── groups ─────────────────────────────────────────────────────────────────────────────────

/** An invitation code: 10 letters and digits without look-alikes, e.g. `K7QM-3XWTP2` typed as `k7qm3xwtp2`. */
export const invitationCode = typedCode(10);
/** POST join → the group joined. Joining again with an active membership answers the same. */
export const joinRequest = v.object({ code: invitationCode, name });
export const joined = v.object({ group: id, name, role });
/**
 * POST invitation (hosts only) → its code and link; the same one until it is ended. DELETE invitation
 * (hosts only) → 204: the code and every link with it open nothing any more; the next POST makes a new one.
 */
export const invitation = v.object({ code: v.string(), url: v.string() });
/** DELETE membership: leave the group → 204. */
/**
 * PUT member (the owner only) → 204: sets what an active member is. Giving `owner` away makes the
 * giver a facilitator, so that a group has one owner at all times.
 */
export const roleRequest = v.object({ role });
/** DELETE member (hosts only) → 204: their notes stay; by a code they cannot come back, unless `block=no` (safety.ts). */

// ── push ───────────────────────────────────────────────────────────────────────────────────

const envelope = {
  opId: id,
  id,
  group: id,
  /** Revision the writer had seen; 0 creates. */
  baseRev: count,
  /** When it was written by the writer's clock: for display only. */
  at: instant,
};

/** A new or changed annotation: all fields when it creates, the changed ones otherwise. */
export const annotationOp = v.object({
  ...envelope,
  kind: v.literal('annotation'),
  act: v.literal('put'),
  fields: v.partial(annotationFields),
  /** Of changed tags: those that they were changed from, so that what was given and taken elsewhere stays so (ADR 0008). */
  sawTags: v.optional(annotationFields.entries.tags),
});
/** Deletes an annotation: its words leave the endpoint, a tombstone stays. */
export const deleteOp = v.object({ ...envelope, kind: v.literal('annotation'), act: v.literal('delete') });
/** Undo of a deletion by its author: brings all fields again. */
export const restoreOp = v.object({
  ...envelope,
  kind: v.literal('annotation'),
  act: v.literal('restore'),
  fields: annotationFields,
});
/** A new group (the writer becomes its owner, called `ownerName` there) or changed group fields. */
export const groupOp = v.object({
  ...envelope,
  kind: v.literal('group'),
  act: v.literal('put'),
  fields: v.partial(groupFields),
  ownerName: v.optional(name),
});
/**
 * Reacts to an annotation. Of what one person can give once (core/reaction.ts), the later takes the place of the
 * earlier; where the very same is there already, the answer is `applied` with that record, whatever its id.
 */
export const reactionOp = v.object({
  ...envelope,
  kind: v.literal('reaction'),
  act: v.literal('put'),
  fields: v.object({ target: id, type: reactionType }),
});
/** Takes a reaction back. */
export const takeBackOp = v.object({ ...envelope, kind: v.literal('reaction'), act: v.literal('delete') });
export const op = v.union([annotationOp, deleteOp, restoreOp, groupOp, reactionOp, takeBackOp]);
export type Op = v.InferOutput<typeof op>;

/**
 * POST push. Operations are judged one by one, in order, in one transaction. The envelope is
 * parsed first and each operation by itself, so that one bad operation cannot hold back others.
 * A push for another epoch than the current one is not judged: it is answered by the current
 * epoch and no results, and the client offers its own records again.
 */
export const pushRequest = v.object({
  epoch: v.nullable(epoch),
  ops: v.pipe(v.array(v.unknown()), v.maxLength(LIMITS.manyOps)),
  /** Who still has what it sent need not be sent it: see `taken`. An endpoint of before knows nothing of it. */
  brief: v.optional(v.boolean(), false),
});

/** A row, or null for one that this version cannot read. */
const readableRow = v.fallback(v.nullable(row), null);

/** What is news to its writer of a new note that has the very words it was sent with: its first revision is made of these and them. */
const taken = v.object({ author: id, seq: count, created: instant, updated: instant });
export type TakenNote = v.InferOutput<typeof taken>;

/** Pictures that a note shows and its group does not have: whoever has them may send them again. An endpoint of before does not say so. */
const lacks = v.fallback(v.optional(v.array(imageId)), undefined);

/** `row` is the record as the endpoint has it now, where the writer may read it; `taken` may stand in its place in a brief answer. */
export const opResult = v.variant('status', [
  v.object({ opId: id, status: v.literal('applied'), row: readableRow, taken: v.optional(taken), lacks }),
  v.object({ opId: id, status: v.literal('duplicate'), row: readableRow, lacks }),
  v.object({ opId: id, status: v.literal('conflict'), row: readableRow }),
  v.object({ opId: id, status: v.literal('gone'), row: v.nullable(row) }),
  v.object({ opId: id, status: v.literal('forbidden') }),
  v.object({ opId: v.string(), status: v.literal('invalid'), message: v.string() }),
]);
export type OpResult = v.InferOutput<typeof opResult>;
/**
 * One by one: a result that cannot be read leaves its operation waiting, and not those beside it. There may be fewer results than
 * operations, of the first of them: what is not answered was not judged, and is to come again.
 */
export const pushAnswer = v.object({
  epoch,
  results: readableOf(opResult),
  /** How many operations this endpoint takes in one push; one of before does not say so. */
  takes: v.fallback(v.optional(count, LIMITS.ops), LIMITS.ops),
});
export type PushAnswer = v.InferOutput<typeof pushAnswer>;

/** The items of a list that this version can read. */
function readableOf<T>(schema: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.array(v.unknown()),
    v.transform((items) =>
      items.flatMap((item) => {
        const parsed = v.safeParse(schema, item);
        return parsed.success ? [parsed.output] : [];
      }),
    ),
  );
}

// ── pull ───────────────────────────────────────────────────────────────────────────────────

export const changesQuery = v.object({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)), '0'),
  /** The newest tombstone known to be purged; who does not send it is never told to read anew. */
  floor: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1)), String(LIMITS.rows)),
});
export type ChangesQuery = v.InferOutput<typeof changesQuery>;
/** One by one: a row that cannot be read is passed over, so that none can hold up a group for ever. */
export const rows = readableOf(row);
/**
 * GET changes → rows and tombstones with seq > after, in seq order. Tombstones up to `floor` have
 * been purged. `resync`: some of them are missing after this cursor, so no rows are given: what is
 * held of the group must be read anew from 0 and what does not come again be forgotten.
 */
export const changes = v.object({
  epoch,
  rows,
  cursor: count,
  more: v.boolean(),
  floor: v.optional(count, 0),
  resync: v.optional(v.boolean(), false),
});
export type Changes = v.InferOutput<typeof changes>;

// ── live ───────────────────────────────────────────────────────────────────────────────────

/** WebSocket, client to endpoint. The token travels in the first message, never in an address. */
export const liveRequest = v.variant('type', [
  v.object({
    type: v.literal('hello'),
    /** The version agreed on. */
    protocol: v.number(),
    token: v.pipe(v.string(), v.maxLength(512)),
  }),
  /** JSON heartbeat: only application messages keep an MV3 worker alive (design §5). */
  v.object({ type: v.literal('ping') }),
]);
export type LiveRequest = v.InferOutput<typeof liveRequest>;

/** WebSocket, endpoint to client. */
export const liveEvent = v.variant('type', [
  v.object({ type: v.literal('welcome'), epoch, heads: v.array(v.object({ group: id, head: count })) }),
  v.object({ type: v.literal('pong') }),
  /** Rows exactly after cursor `after`: a client at that cursor may store them; any other pulls. */
  v.object({ type: v.literal('rows'), group: id, after: count, cursor: count, rows }),
  /** The group has come to `head`: pull. */
  v.object({ type: v.literal('hint'), group: id, head: count }),
  /** Groups were joined or left, or roles changed: ask for the session again. */
  v.object({ type: v.literal('groups') }),
  v.object({ type: v.literal('error'), code: v.string(), message: v.string() }),
]);
export type LiveEvent = v.InferOutput<typeof liveEvent>;
