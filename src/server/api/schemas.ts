/** The named shapes of the interface document: the protocol's own schemas, where it reads loosely by what is really sent. */
import * as v from 'valibot';
import {
  annotationFields,
  annotationRow,
  groupFields,
  groupRow,
  membershipFields,
  membershipRow,
  row,
} from '../../core/record.ts';
import * as account from '../../protocol/account.ts';
import { ERRORS } from '../../protocol/errors.ts';
import * as feed from '../../protocol/feed.ts';
import { moderationLog } from '../../protocol/moderation.ts';
import * as parts from '../../protocol/parts.ts';
import * as passkey from '../../protocol/passkey.ts';
import * as safety from '../../protocol/safety.ts';
import * as sync from '../../protocol/sync.ts';
import * as webhooks from '../../protocol/webhooks.ts';

/** Every code as a choice; the protocol's own schema is a function, which no document can show. */
const errorCode = v.picklist(Object.keys(ERRORS));

/** As far as it is asked for here; https://www.w3.org/TR/annotation-model/ says the rest, and what else is sent is kept. */
const webAnnotation = v.looseObject({ type: v.unknown(), target: v.unknown(), body: v.optional(v.unknown()) });

export const SCHEMAS = {
  WebAnnotation: webAnnotation,
  Annotation: annotationRow,
  AnnotationFields: annotationFields,
  Group: groupRow,
  GroupFields: groupFields,
  Membership: membershipRow,
  MembershipFields: membershipFields,
  Row: row,
  GuestRequest: sync.guestRequest,
  SignUpRequest: sync.signUpRequest,
  SignInRequest: sync.signInRequest,
  Session: sync.session,
  SessionInfo: sync.sessionInfo,
  SessionList: account.sessionList,
  TokenList: account.tokenList,
  NewToken: account.newToken,
  MadeToken: account.madeToken,
  DeviceCode: account.deviceCode,
  DeviceSignInRequest: account.deviceSignInRequest,
  SignInWays: account.signInWays,
  AccountFate: account.accountFate,
  DeleteAccountRequest: account.deleteAccountRequest,
  PasskeyOptions: passkey.passkeyOptions,
  NewPasskey: passkey.newPasskey,
  PasskeyList: passkey.passkeyList,
  PasskeyChallenge: passkey.passkeyChallenge,
  PasskeyAssertion: passkey.passkeyAssertion,
  JoinRequest: sync.joinRequest,
  Joined: sync.joined,
  Invitation: sync.invitation,
  RoleRequest: sync.roleRequest,
  ModerationLog: moderationLog,
  FeedState: feed.feedState,
  NewFeed: feed.newFeed,
  WebhookList: webhooks.webhookList,
  NewWebhook: webhooks.newWebhook,
  MadeWebhook: webhooks.madeWebhook,
  WebhookTested: webhooks.webhookTested,
  ReportRequest: safety.reportRequest,
  ReportAnswer: safety.reportAnswer,
  HideRequest: safety.hideRequest,
  ReportList: safety.reportList,
  Operation: sync.op,
  OperationResult: sync.opResult,
  // Operations, results and rows are read one by one, so that a bad one holds up no other.
  PushRequest: v.object({
    ...sync.pushRequest.entries,
    ops: v.pipe(v.array(sync.op), v.maxLength(sync.LIMITS.manyOps)),
  }),
  PushAnswer: v.object({ ...sync.pushAnswer.entries, results: v.array(sync.opResult) }),
  Changes: v.object({ ...sync.changes.entries, rows: v.array(row) }),
  GroupSize: parts.groupSize,
  Documents: parts.documents,
  PartRequest: parts.partRequest,
  Part: v.object({ ...parts.part.entries, rows: v.array(row) }),
  LiveRequest: sync.liveRequest,
  LiveEvent: v.variant('type', [
    ...sync.liveEvent.options.filter((option) => option.entries.type.literal !== 'rows'),
    v.object({ ...rowsEvent().entries, rows: v.array(row) }),
  ]),
  ToolAnnotation: v.looseObject({
    id: v.string(),
    created: v.string(),
    updated: v.string(),
    user: v.string(),
    uri: v.string(),
    text: v.string(),
    tags: v.array(v.string()),
    group: v.string(),
    references: v.optional(v.array(v.string())),
    permissions: v.looseObject({ read: v.array(v.string()) }),
    target: v.array(v.looseObject({ source: v.string() })),
    hidden: v.boolean(),
  }),
  NewToolAnnotation: v.looseObject({
    uri: v.string(),
    text: v.optional(v.string()),
    tags: v.optional(v.array(v.string())),
    group: v.optional(v.string()),
    references: v.optional(v.array(v.string())),
    permissions: v.optional(v.looseObject({ read: v.optional(v.array(v.string())) })),
    target: v.optional(v.array(v.looseObject({ selector: v.optional(v.array(v.looseObject({ type: v.string() }))) }))),
  }),
  ToolGroup: v.looseObject({ id: v.string(), groupid: v.string(), name: v.string(), type: v.string() }),
  ToolProfile: v.looseObject({ userid: v.nullable(v.string()), authority: v.string() }),
  ToolError: v.object({ status: v.literal('failure'), reason: v.string() }),
  Health: v.object({ status: v.literal('ok') }),
  Error: v.object({ error: v.object({ code: errorCode, message: v.string() }) }),
} satisfies Record<string, v.GenericSchema>;

export type SchemaName = keyof typeof SCHEMAS;

function rowsEvent() {
  const found = sync.liveEvent.options.find((option) => option.entries.type.literal === 'rows');
  if (!found || !('rows' in found.entries)) throw new Error('the live feed has no rows');
  return { entries: found.entries };
}
