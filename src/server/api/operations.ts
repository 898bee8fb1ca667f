/** Every route of the endpoint with what it takes and answers: the table the interface document is made from. */
import type { ErrorCode } from '../../protocol/errors.ts';
import { LIMITS, PATHS } from '../../protocol/sync.ts';
import { METRICS_PATH } from '../metrics/routes.ts';
import type { SchemaName } from './schemas.ts';
import { API_PATHS } from './paths.ts';

export type Operation = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As the router has it, with `:name` for a part. */
  path: string;
  tag: 'Accounts' | 'Sync' | 'Groups' | 'Pages' | 'Operation';
  summary: string;
  description?: string;
  /** `optional`: a guest's token upgrades that guest. */
  token: 'required' | 'optional' | 'none';
  query?: Readonly<Record<string, { description: string; pattern: string }>>;
  body?: SchemaName;
  /** What a success is: JSON of a shape, another media type, or nothing. */
  answer: { status: number; schema: SchemaName } | { status: number; media: string } | { status: number };
  /** Pages that say no, by status. */
  refusals?: Readonly<Record<number, string>>;
  errors: readonly ErrorCode[];
};

const BODY_ERRORS = ['bad_request', 'invalid', 'too_large', 'invalid_media'] as const;
const TOKEN_ERRORS = ['unauthorised', 'too_many'] as const;

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: PATHS.guest,
    tag: 'Accounts',
    token: 'none',
    summary: 'Begin as a guest',
    description: 'Makes an account with a name and nothing else, and a session for it.',
    body: 'GuestRequest',
    answer: { status: 200, schema: 'Session' },
    errors: [...BODY_ERRORS, 'too_many'],
  },
  {
    method: 'post',
    path: PATHS.signUp,
    tag: 'Accounts',
    token: 'optional',
    summary: 'Sign up',
    description: 'With a guest’s token that guest gets an e-mail and a password: id, notes and token stay.',
    body: 'SignUpRequest',
    answer: { status: 200, schema: 'Session' },
    errors: [...BODY_ERRORS, 'weak_password', 'email_taken', 'already_upgraded', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.signIn,
    tag: 'Accounts',
    token: 'none',
    summary: 'Sign in',
    body: 'SignInRequest',
    answer: { status: 200, schema: 'Session' },
    errors: [...BODY_ERRORS, 'wrong_password', 'too_many'],
  },
  {
    method: 'post',
    path: PATHS.signOut,
    tag: 'Accounts',
    token: 'required',
    summary: 'End this session',
    answer: { status: 204 },
    errors: TOKEN_ERRORS,
  },
  {
    method: 'get',
    path: PATHS.sessions,
    tag: 'Accounts',
    token: 'required',
    summary: 'Which devices are signed in',
    answer: { status: 200, schema: 'SessionList' },
    errors: TOKEN_ERRORS,
  },
  {
    method: 'delete',
    path: PATHS.sessions,
    tag: 'Accounts',
    token: 'required',
    summary: 'Sign out everywhere else',
    description: 'Ends every session of the account but the one that asks, and their live connections.',
    answer: { status: 204 },
    errors: TOKEN_ERRORS,
  },
  {
    method: 'delete',
    path: PATHS.oneSession,
    tag: 'Accounts',
    token: 'required',
    summary: 'Sign one device out',
    answer: { status: 204 },
    errors: ['not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.deviceCode,
    tag: 'Accounts',
    token: 'required',
    summary: 'Get a code for one more device',
    description:
      'Valid once and for ten minutes; the account’s code before it is void. Ends with the session that asked.',
    answer: { status: 200, schema: 'DeviceCode' },
    errors: TOKEN_ERRORS,
  },
  {
    method: 'post',
    path: PATHS.deviceSignIn,
    tag: 'Accounts',
    token: 'none',
    summary: 'Sign in by a code of another device',
    body: 'DeviceSignInRequest',
    answer: { status: 200, schema: 'Session' },
    errors: [...BODY_ERRORS, 'wrong_device_code', 'too_many'],
  },
  {
    method: 'get',
    path: PATHS.account,
    tag: 'Accounts',
    token: 'required',
    summary: 'What deleting the account would do',
    answer: { status: 200, schema: 'AccountFate' },
    errors: TOKEN_ERRORS,
  },
  {
    method: 'delete',
    path: PATHS.account,
    tag: 'Accounts',
    token: 'required',
    summary: 'Delete the account and its data',
    description:
      'Private notes are removed, notes in groups become tombstones, groups it owns are handed on or, with nobody else in them, removed. Cannot be undone.',
    body: 'DeleteAccountRequest',
    answer: { status: 204 },
    errors: [...BODY_ERRORS, 'wrong_password', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.passkeyOptions,
    tag: 'Accounts',
    token: 'required',
    summary: 'What a new passkey is made from',
    description:
      'For `navigator.credentials.create` in a page of the extension. The challenge is good once, for five minutes.',
    answer: { status: 200, schema: 'PasskeyOptions' },
    errors: ['no_passkeys', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.passkeys,
    tag: 'Accounts',
    token: 'required',
    summary: 'Add a passkey',
    body: 'NewPasskey',
    answer: { status: 204 },
    errors: [...BODY_ERRORS, 'wrong_passkey', 'no_passkeys', ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: PATHS.passkeys,
    tag: 'Accounts',
    token: 'required',
    summary: 'My passkeys',
    answer: { status: 200, schema: 'PasskeyList' },
    errors: TOKEN_ERRORS,
  },
  {
    method: 'delete',
    path: PATHS.onePasskey,
    tag: 'Accounts',
    token: 'required',
    summary: 'Remove a passkey',
    description: 'Sessions that it opened stay.',
    answer: { status: 204 },
    errors: ['not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.passkeySignInOptions,
    tag: 'Accounts',
    token: 'none',
    summary: 'What to sign with a passkey',
    answer: { status: 200, schema: 'PasskeyChallenge' },
    errors: ['no_passkeys', 'too_many'],
  },
  {
    method: 'post',
    path: PATHS.passkeySignIn,
    tag: 'Accounts',
    token: 'none',
    summary: 'Sign in by a passkey',
    body: 'PasskeyAssertion',
    answer: { status: 200, schema: 'Session' },
    errors: [...BODY_ERRORS, 'wrong_passkey', 'no_passkeys', 'too_many'],
  },
  {
    method: 'get',
    path: PATHS.session,
    tag: 'Sync',
    token: 'required',
    summary: 'Who am I, and in which groups',
    description:
      'Says which versions of the protocol the client speaks; the answer’s `protocol` is the one agreed on. Without one in common, whoever is older is named.',
    query: {
      speaks: {
        description: 'The oldest and newest version the client speaks, as in `1-2`; without it, `1-1`.',
        pattern: '^\\d{1,4}-\\d{1,4}$',
      },
    },
    answer: { status: 200, schema: 'SessionInfo' },
    errors: ['bad_request', 'upgrade_needed', 'endpoint_outdated', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.push,
    tag: 'Sync',
    token: 'required',
    summary: 'Push operations',
    description:
      'Judged one by one, in order, in one transaction. The same opId again is answered `duplicate`. A push for another epoch is not judged: the answer has the current epoch and no results.',
    body: 'PushRequest',
    answer: { status: 200, schema: 'PushAnswer' },
    errors: [...BODY_ERRORS, ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: PATHS.changes,
    tag: 'Sync',
    token: 'required',
    summary: 'Pull a group’s changes',
    description:
      'Rows and tombstones after a cursor, in the order of their `seq`. Old tombstones are purged, up to the answer’s `floor`. `resync` means that some are missing after this cursor: no rows come, and the group is to be read anew from 0, forgetting what does not come again.',
    query: {
      after: { description: 'The cursor: the last `seq` had; 0 for everything.', pattern: '^\\d{1,15}$' },
      floor: {
        description:
          'The `floor` of the answer when the group was last read from 0; without it, `resync` is never said.',
        pattern: '^\\d{1,15}$',
      },
      limit: { description: `The largest number of rows, ${LIMITS.rows} at most.`, pattern: '^\\d{1,4}$' },
    },
    answer: { status: 200, schema: 'Changes' },
    errors: ['bad_request', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: PATHS.live,
    tag: 'Sync',
    token: 'none',
    summary: 'Hear changes live (WebSocket)',
    description:
      'Messages are JSON: LiveRequest to the endpoint, LiveEvent from it. The token is in the first message, never in the address. Say `ping` every 20 seconds. Allowed from extensions and from programs that are no browser page.',
    answer: { status: 101 },
    errors: ['bad_request', 'forbidden', 'too_many'],
  },
  {
    method: 'post',
    path: PATHS.join,
    tag: 'Groups',
    token: 'required',
    summary: 'Join by an invitation code',
    body: 'JoinRequest',
    answer: { status: 200, schema: 'Joined' },
    errors: [...BODY_ERRORS, 'wrong_code', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.invitation,
    tag: 'Groups',
    token: 'required',
    summary: 'The group’s invitation',
    description: 'For owners and facilitators.',
    answer: { status: 200, schema: 'Invitation' },
    errors: ['forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'delete',
    path: PATHS.membership,
    tag: 'Groups',
    token: 'required',
    summary: 'Leave a group',
    answer: { status: 204 },
    errors: ['forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'put',
    path: PATHS.member,
    tag: 'Groups',
    token: 'required',
    summary: 'Set a member’s role',
    description: 'For the owner. Making another one owner makes the giver a facilitator.',
    body: 'RoleRequest',
    answer: { status: 204 },
    errors: [...BODY_ERRORS, 'forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'delete',
    path: PATHS.member,
    tag: 'Groups',
    token: 'required',
    summary: 'Remove a member',
    description: 'For owners and facilitators. The notes stay.',
    answer: { status: 204 },
    errors: ['forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: PATHS.moderation,
    tag: 'Groups',
    token: 'required',
    summary: 'What was done in moderation',
    description:
      'For owners and facilitators: notes of others deleted, members removed, roles given, the group changed; who, when and which id, without words. The newest first.',
    query: { before: { description: 'The `seq` of the oldest act had.', pattern: '^\\d{1,15}$' } },
    answer: { status: 200, schema: 'ModerationLog' },
    errors: ['bad_request', 'forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: '/',
    tag: 'Pages',
    token: 'none',
    summary: 'What this address is',
    answer: { status: 200, media: 'text/html' },
    errors: [],
  },
  {
    method: 'get',
    path: PATHS.invitationPage,
    tag: 'Pages',
    token: 'none',
    summary: 'The page an invitation link opens',
    refusals: { 404: 'A page that says that no group has this code.' },
    answer: { status: 200, media: 'text/html' },
    errors: ['too_many'],
  },
  {
    method: 'get',
    path: API_PATHS.page,
    tag: 'Pages',
    token: 'none',
    summary: 'This document, to read',
    answer: { status: 200, media: 'text/html' },
    errors: [],
  },
  {
    method: 'get',
    path: API_PATHS.document,
    tag: 'Pages',
    token: 'none',
    summary: 'This document, as OpenAPI 3.1',
    answer: { status: 200, media: 'application/json' },
    errors: [],
  },
  {
    method: 'get',
    path: PATHS.health,
    tag: 'Operation',
    token: 'none',
    summary: 'Is it ready',
    description: 'The endpoint and its database.',
    answer: { status: 200, schema: 'Health' },
    errors: ['busy', 'full'],
  },
  {
    method: 'get',
    path: METRICS_PATH,
    tag: 'Operation',
    token: 'none',
    summary: 'Metrics for Prometheus',
    description: 'With METRICS_TOKEN as bearer; where none is set, from the endpoint’s own machine only.',
    answer: { status: 200, media: 'text/plain' },
    errors: ['not_found'],
  },
];
