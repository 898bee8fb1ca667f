/**
 * What the extension's own pages (margin, popup, library) may ask of the background.
 * Popup and library also read the store directly; the margin cannot (its storage is partitioned).
 */
import * as v from 'valibot';
import { backupChoice } from '../core/backup.ts';
import { color, legend } from '../core/color.ts';
import { holding, holdingChoice } from '../core/holding.ts';
import { reason } from '../core/hiding.ts';
import { id } from '../core/id.ts';
import { importedRecord } from '../core/import/imported-record.ts';
import { imageId, MAX_IMAGE_BYTES } from '../core/image.ts';
import { leavePolicy } from '../core/leave-policy.ts';
import { note } from '../core/note.ts';
import { reactionType } from '../core/reaction.ts';
import { MOST_GLANCED } from './glance-port.ts';
import { accountFate, deviceCode, madeToken, newToken, sessionList, signInWays, tokenList } from './account.ts';
import { feedState, newFeed } from './feed.ts';
import { moderationLog } from './moderation.ts';
import { madeWebhook, newWebhook, webhookList, webhookTested } from './webhooks.ts';
import { quietHours } from '../core/quiet-hours.ts';
import { instant, MAX_TEXT, role, target } from '../core/record.ts';
import { method, nothing } from './method.ts';
import { keyChange, keyChoices } from './own-keys.ts';
import { reportAnswer, reportList } from './safety.ts';
import { newPasskey, passkeyAssertion, passkeyChallenge, passkeyList, passkeyOptions } from './passkey.ts';

/**
 * How sync stands. `local`: no account yet, notes stay here. `signed-out`: the session ended.
 * `unreachable`: no answer or a server error. `not-endpoint`: something else answers there.
 * `preparing`: it is there, and is making a large group ready for devices that hold a part of it.
 * `outdated`: this extension is too old for the endpoint, `endpoint-outdated`: the other way round.
 */
export const syncState = v.picklist([
  'local',
  'ok',
  'syncing',
  'preparing',
  'unreachable',
  'not-endpoint',
  'signed-out',
  'outdated',
  'endpoint-outdated',
]);
export type SyncState = v.InferOutput<typeof syncState>;

export const syncStatus = v.object({
  state: syncState,
  endpoint: v.nullable(v.string()),
  /** Changes in the outbox, and changes the endpoint refused ("not sent"). */
  waiting: v.number(),
  refused: v.number(),
  /** How far the groups have come whose long history is being fetched, and how far there is to go, in changes. */
  reading: v.optional(v.object({ done: v.number(), of: v.number() })),
});
export type SyncStatus = v.InferOutput<typeof syncStatus>;

export const me = v.object({ id, name: v.string(), email: v.nullable(v.string()), signedIn: v.boolean() });
export type Me = v.InferOutput<typeof me>;

export const groupChoice = v.object({
  id,
  name: v.string(),
  personal: v.boolean(),
  role,
  members: v.number(),
  onLeave: v.optional(leavePolicy),
  /** What colours mean in it. */
  legend: v.optional(legend),
  /** Hosts that its notes are sent on to; absent: none. */
  toldTo: v.optional(v.array(v.string())),
  /** Where its reader was asked, or is to be asked, what this device holds of it. */
  holding: v.optional(holding),
});
export type GroupChoice = v.InferOutput<typeof groupChoice>;

/** All that a screen needs to show the notes of one document. */
export const conversation = v.object({
  me,
  groups: v.array(groupChoice),
  /** The group that new notes go to. */
  writeTo: id,
  notes: v.array(note),
  /** Only those that are seen at first, and the answers to them: the rest is ready when it is asked for. */
  partial: v.optional(v.literal(true)),
  /** How many notes there are by muted people, which are left out unless they were asked for. */
  muted: v.optional(v.number()),
  /** Names of the groups whose notes of this document are on their way. */
  fetching: v.optional(v.array(v.string())),
  sync: syncStatus,
  /** Keys of our own pages that the reader chose; absent: all are as usual. */
  ownKeys: v.optional(keyChoices),
});
export type Conversation = v.InferOutput<typeof conversation>;

const endpointUrl = v.pipe(v.string(), v.trim(), v.url(), v.maxLength(2048));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const email = v.pipe(v.string(), v.trim(), v.maxLength(254));
const password = v.pipe(v.string(), v.maxLength(128));
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const tags = v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64))), v.maxLength(30));
const keys = v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(20));
/** What is kept of words that are being written; as they were typed, the tags too. What was not chosen is absent. */
const draftWords = v.object({
  text,
  tags: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  color: v.optional(v.nullable(color)),
  kind: v.optional(v.picklist(['comment', 'question'])),
  /** Of an edit: the words it was begun from. */
  saw: v.optional(text),
  /** It was being written for its writer alone. */
  forMe: v.optional(v.literal(true)),
});
export type DraftWords = v.InferOutput<typeof draftWords>;
/**
 * What a group has words for, as far as this device knows: its tags, the most used first, and everybody who is or was in
 * it, by name. `isOffered`: may be mentioned.
 */
const vocabulary = v.object({
  tags: v.array(v.string()),
  people: v.array(v.object({ id, name: v.string(), isOffered: v.boolean() })),
});
export type Vocabulary = v.InferOutput<typeof vocabulary>;
/** A picture in base64. */
const MAX_IMAGE_TEXT = Math.ceil(MAX_IMAGE_BYTES / 3) * 4;
/** How many notes one call may change: more are several calls, between which others come to their turn. */
export const MOST_AT_ONCE = 200;
const someIds = v.pipe(v.array(id), v.maxLength(MOST_AT_ONCE));
/** Tags that a note is to have, and those that it is not to have; of the others nothing is said. */
const tagChange = v.object({ id, add: tags, remove: tags });
const draftKey = v.pipe(v.string(), v.maxLength(8192));
const earlierVersion = v.object({ at: instant, text: v.string(), tags: v.array(v.string()), color: v.nullable(color) });
export type EarlierVersion = v.InferOutput<typeof earlierVersion>;
/** Done, or an error code of errors.ts (or `unreachable`, `not-endpoint`) to be shown in words. */
const outcome = v.variant('ok', [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), code: v.string() }),
]);
export type Outcome = v.InferOutput<typeof outcome>;
/** The same with an answer of the endpoint's. */
const answered = <T extends v.ObjectEntries>(entries: T) =>
  v.variant('ok', [
    v.object({ ok: v.literal(true), ...entries }),
    v.object({ ok: v.literal(false), code: v.string() }),
  ]);

/** Imported notes in one message, which is one transaction; and those that are taken back, each of which takes longer. */
export const MOST_IMPORTED = 1000;
export const MOST_TAKEN_BACK = 250;
/** As JSON: they are many, and written down only once on their way. */
export const importedRecords = v.pipe(v.string(), v.parseJson(), v.array(importedRecord), v.maxLength(MOST_IMPORTED));

export const fromPages = {
  'conversation.read': method(v.object({ keys, withMuted: v.optional(v.boolean()) }), conversation),
  /** What a margin in the tab of the asker shows first, if it is being read: before the page has said what it is, so that it is to be read again. */
  'conversation.first': method(v.object({}), v.nullable(v.object({ keys, conversation }))),
  /** A few notes by themselves, in the order asked, with how many answers each has; those that are not here are left out. */
  'notes.glance': method(
    v.object({ ids: v.pipe(v.array(id), v.maxLength(MOST_GLANCED)) }),
    v.object({ notes: v.array(v.object({ note, answers: v.number() })) }),
  ),
  /** Hides somebody's notes of a group from the reader of this device, or shows them again. Nobody is told, nor is the endpoint. */
  'person.mute': method(v.object({ group: id, member: id, muted: v.boolean() }), nothing),
  /**
   * Saved when it answers: record and outbox entry are on disk. With an `id` made by the asker,
   * asking again, when no answer came, makes nothing twice.
   */
  'note.create': method(
    v.object({
      id: v.optional(id),
      kind: v.picklist(['comment', 'question', 'reply', 'page', 'highlight']),
      text,
      tags,
      color: v.optional(color),
      group: id,
      target,
      parent: v.nullable(id),
    }),
    v.object({ id }),
  ),
  /** Without `color` it keeps its own. `saw`: the words that were changed. Where other ones stand by now, both are kept, these in a copy. */
  'note.edit': method(
    v.object({ id, text, tags, color: v.optional(v.nullable(color)), saw: v.optional(text) }),
    outcome,
  ),
  /** Words of my own note that I replaced on this device, the latest first; `at` is when. */
  'note.earlier': method(v.object({ id }), v.object({ versions: v.array(earlierVersion) })),
  'note.delete': method(v.object({ id }), outcome),
  /** Tells who looks after the group what is wrong with a note; answers how many that are. Not its author. */
  'note.report': method(v.object({ group: id, note: id, reason }), answered(reportAnswer.entries)),
  /** As a host: takes the words of a note from everybody's sight but its author's, and gives them back. */
  'note.hide': method(v.object({ group: id, note: id, reason }), outcome),
  'note.show': method(v.object({ group: id, note: id }), outcome),
  /** For hosts: what was reported, what is hidden; and that a reported note is as it should be. */
  'reports.list': method(v.object({ group: id }), answered(reportList.entries)),
  'reports.dismiss': method(v.object({ group: id, note: id }), outcome),
  'member.setRole': method(v.object({ group: id, member: id, role }), outcome),
  /** `block`: invitations stay closed to them until `member.unblock`. */
  'member.remove': method(v.object({ group: id, member: id, block: v.boolean() }), outcome),
  'member.unblock': method(v.object({ group: id, member: id }), outcome),
  /**
   * Takes imported notes into a group, what is answered before what answers it; answers which of them are new. Asking again
   * makes nothing twice. The records are a JSON array, in the message or handed over beside it (platform/handed-texts.ts); refused with
   * `not-handed` where they cannot be had. `last`: the last of them. `behind`: the last note of the part before, if that is not answered yet;
   * refused with `behind` where it is not known to have been taken.
   */
  'notes.import': method(
    v.object({
      group: id,
      records: v.union([importedRecords, v.object({ handed: v.pipe(v.string(), v.maxLength(64)) })]),
      last: id,
      behind: v.optional(id),
    }),
    answered({ taken: v.array(id) }),
  ),
  /** Undo of an import, in parts; `kept`: how many stay because they were changed or answered since. */
  'notes.takeImportBack': method(
    v.object({ records: v.pipe(v.array(importedRecord), v.maxLength(MOST_TAKEN_BACK)) }),
    v.object({ kept: v.number() }),
  ),
  /** Undo of a deletion of my own note, with its words, while this device still has them. */
  'note.restore': method(v.object({ id }), outcome),
  /** Opens the page of a link to a note in a new tab, at the passage; refused with `not-ours` for what is no link of the endpoint's. */
  'link.open': method(v.object({ link: v.pipe(v.string(), v.maxLength(2048)) }), outcome),
  /** Many at once, as far as they are mine to change; answers those that were, with what undoes it. A move is a copy and a deletion. */
  'notes.delete': method(v.object({ ids: someIds }), v.object({ done: v.array(id) })),
  'notes.restore': method(v.object({ ids: someIds }), v.object({ done: v.array(id) })),
  'notes.retag': method(
    v.object({ notes: v.pipe(v.array(tagChange), v.maxLength(MOST_AT_ONCE)) }),
    v.object({ done: v.array(tagChange), same: v.number() }),
  ),
  'notes.move': method(
    v.object({ ids: someIds, group: id }),
    v.object({ done: v.array(v.object({ from: id, to: id })) }),
  ),
  /** Searches that are kept on this device; one of the same name is replaced. */
  'search.save': method(
    v.object({
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
      query: v.pipe(v.string(), v.maxLength(4096)),
    }),
    v.object({ id }),
  ),
  'search.forget': method(v.object({ id }), nothing),
  /** Opens the page of a note in a new tab, at the passage; `not_found` where no page can be opened. */
  'note.open': method(v.object({ id }), outcome),
  /** Undo of a new passage for my own note: it is attached where it was before. */
  'note.takeBackAnchor': method(v.object({ id }), outcome),
  /** Shown at once, and sent like words; given already is as good as given now. */
  'reaction.give': method(v.object({ note: id, type: reactionType }), outcome),
  /** Takes mine back; of a thread that is resolved, whoever's it is. */
  'reaction.takeBack': method(v.object({ note: id, type: reactionType }), outcome),
  /** Keeps a picture for the note that is being written, in base64: the bytes that the note will have. It is named in the text by its id. */
  'image.keep': method(v.object({ data: v.pipe(v.string(), v.maxLength(MAX_IMAGE_TEXT)) }), answered({ id: imageId })),
  /**
   * A picture of a note of a group, or (null) of what is being written, as a `data:` address. `coming`: asked for as soon as
   * there is a network; the event `images` tells when.
   */
  'image.read': method(
    v.object({ group: v.nullable(id), id: imageId }),
    v.variant('state', [
      v.object({ state: v.literal('here'), url: v.pipe(v.string(), v.startsWith('data:image/')) }),
      v.object({ state: v.picklist(['coming', 'missing']) }),
    ]),
  ),
  /** Drafts survive a closed tab; `key` names the place, an empty text with nothing else forgets the draft. */
  'draft.read': method(v.object({ key: draftKey }), draftWords),
  'draft.write': method(v.object({ key: draftKey, ...draftWords.entries }), nothing),
  /** For completion while one writes; it is read on this device alone. */
  'draft.vocabulary': method(v.object({ group: id }), vocabulary),
  /** The keys that the browser has given to our commands; a page in a frame cannot ask it everywhere. */
  'shortcuts.read': method(
    nothing,
    v.object({ shortcuts: v.array(v.object({ command: v.string(), keys: v.string() })) }),
  ),
  /** Opens the browser's page on which they are changed. */
  'shortcuts.change': method(nothing, nothing),
  /** The keys of our own pages that were chosen: for who has no conversation to learn them from. */
  'keys.read': method(nothing, v.object({ chosen: keyChoices })),
  /** These commands have these keys from now on, on this device, and the others keep theirs. `key-taken`: one of the others has it. */
  'keys.choose': method(v.object({ chosen: keyChange }), outcome),
  /** What concerns me was read, or is to be unread again; `at` is its last instant that was seen. */
  'inbox.mark': method(
    v.object({
      entries: v.pipe(v.array(v.object({ id: v.pipe(v.string(), v.maxLength(64)), at: instant })), v.maxLength(10_000)),
      isRead: v.boolean(),
    }),
    nothing,
  ),
  /** Whether the browser is to tell me what is new, and when never. The asker has seen to the browser's permission. */
  'inbox.choose': method(v.object({ notify: v.boolean(), quiet: quietHours }), nothing),
  'group.choose': method(v.object({ group: id }), nothing),
  'group.create': method(v.object({ name }), v.object({ group: id })),
  /** `invitation` is a link (its origin becomes the endpoint if there is none yet) or a code. */
  'group.join': method(v.object({ invitation: v.pipe(v.string(), v.trim(), v.maxLength(2048)), name }), outcome),
  'group.invite': method(v.object({ group: id }), answered({ url: v.string(), code: v.string() })),
  /** Ends the code that goes round; who is invited next gets another. */
  'group.endInvitation': method(v.object({ group: id }), outcome),
  /** My own feed of a group: when it was made, a new one in its place, and its end. */
  'feed.state': method(v.object({ group: id }), answered(feedState.entries)),
  'feed.make': method(v.object({ group: id }), answered(newFeed.entries)),
  'feed.end': method(v.object({ group: id }), outcome),
  /** Where a group's notes are told (webhooks.ts); for its hosts. */
  'webhook.list': method(v.object({ group: id }), answered(webhookList.entries)),
  'webhook.add': method(v.object({ group: id, ...newWebhook.entries }), answered(madeWebhook.entries)),
  'webhook.test': method(v.object({ group: id, webhook: id }), answered(webhookTested.entries)),
  'webhook.enable': method(v.object({ group: id, webhook: id }), outcome),
  'webhook.remove': method(v.object({ group: id, webhook: id }), outcome),
  /** What was done in moderation, the newest first; `before` is the `seq` of the oldest act had. */
  'group.moderation': method(v.object({ group: id, before: v.optional(v.number()) }), answered(moderationLog.entries)),
  /** What this device is to hold of a large group; it holds when the group was read again. */
  'group.hold': method(v.object({ group: id, choice: holdingChoice }), nothing),
  /** From how many notes on a new group is asked about, on this device. */
  'holding.askFrom': method(v.object({ notes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }), nothing),
  /** Hosts only; it holds when the endpoint has taken it. */
  'group.setLeavePolicy': method(v.object({ group: id, policy: leavePolicy }), nothing),
  /** Hosts only, and for one's own notes; it holds when the endpoint has taken it. */
  'group.setLegend': method(v.object({ group: id, legend }), nothing),
  'group.leave': method(v.object({ group: id }), outcome),
  'account.guest': method(v.object({ endpoint: endpointUrl, name }), outcome),
  'account.signUp': method(v.object({ endpoint: endpointUrl, name, email, password }), outcome),
  'account.signIn': method(v.object({ endpoint: endpointUrl, email, password }), outcome),
  /** Forgets account and notes on this device; refused with code `waiting` while changes are unsent, unless `discard`. */
  'account.signOut': method(v.object({ discard: v.boolean() }), outcome),
  /**
   * Signs in by a code of another device. `takeAlong`: where a guest is here, their private notes move
   * to that account; refused with code `waiting` while changes are unsent.
   */
  'account.signInByCode': method(
    v.object({
      endpoint: endpointUrl,
      code: v.pipe(v.string(), v.maxLength(100)),
      takeAlong: v.optional(v.boolean(), false),
    }),
    outcome,
  ),
  /** How else one signs in at an endpoint. Single sign-on ends with a code for `signInByCode`. */
  'account.signInWays': method(v.object({ endpoint: endpointUrl }), answered(signInWays.entries)),
  /** Signing in by a passkey: what to sign, and the answer, in two steps, since only a page can ask for it. */
  'passkey.challenge': method(v.object({ endpoint: endpointUrl }), answered(passkeyChallenge.entries)),
  'account.signInByPasskey': method(v.object({ endpoint: endpointUrl, answer: passkeyAssertion }), outcome),
  'passkey.options': method(nothing, answered(passkeyOptions.entries)),
  'passkey.add': method(newPasskey, outcome),
  'passkey.list': method(nothing, answered(passkeyList.entries)),
  'passkey.remove': method(v.object({ passkey: id }), outcome),
  /** Tokens for tools of others. The text of a new one is told once. */
  'token.list': method(nothing, answered(tokenList.entries)),
  'token.make': method(newToken, answered(madeToken.entries)),
  'token.end': method(v.object({ token: id }), outcome),
  /** The devices that are signed in to my account. */
  'account.sessions': method(nothing, answered(sessionList.entries)),
  /** Signs out one other device, or all of them (null). */
  'account.endSessions': method(v.object({ session: v.nullable(id) }), outcome),
  /** A code for one more device. */
  'account.deviceCode': method(nothing, answered(deviceCode.entries)),
  /** What deleting my account would do, and doing it: for good, here and at the endpoint. */
  'account.fate': method(nothing, answered({ fate: accountFate })),
  'account.delete': method(v.object({ password: v.optional(password) }), outcome),
  /** Backups into the downloads folder; the asker has seen to the browser's permission. */
  'backup.choose': method(backupChoice, nothing),
  /** Makes one now; answers when it is written. */
  'backup.make': method(nothing, outcome),
  'sync.now': method(nothing, syncStatus),
  /** Puts refused changes back into the outbox, or forgets them. */
  'outbox.retry': method(v.object({ note: v.nullable(id) }), nothing),
  'outbox.discard': method(v.object({ note: id }), nothing),
};
