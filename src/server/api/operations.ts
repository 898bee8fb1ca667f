/** Every route of the endpoint with what it takes and answers: the table the interface document is made from. */
import { NEWEST } from '../../core/holding.ts';
import { LIMITS, PATHS } from '../../protocol/sync.ts';
import { METRICS_PATH } from '../metrics/routes.ts';
import { ACCOUNT_OPERATIONS } from './account-operations.ts';
import { BODY_ERRORS, TOKEN_ERRORS } from './operation.ts';
import type { Operation } from './operation.ts';
import { API_PATHS } from './paths.ts';
import { TOOL_OPERATIONS } from './tool-operations.ts';
import { IMAGE_OPERATIONS } from './image-operations.ts';
import { ANNOTATION_OPERATIONS } from './annotation-operations.ts';
import { FEED_OPERATIONS } from './feed-operations.ts';
import { WEBHOOK_OPERATIONS } from './webhook-operations.ts';
import { SAFETY_OPERATIONS } from './safety-operations.ts';

export const OPERATIONS: readonly Operation[] = [
  ...ACCOUNT_OPERATIONS,
  ...SAFETY_OPERATIONS,
  ...TOOL_OPERATIONS,
  ...IMAGE_OPERATIONS,
  ...ANNOTATION_OPERATIONS,
  ...FEED_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
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
      'Rows and tombstones after a cursor, in the order of their `seq`. What is not the reader’s to see is left out, and the cursor is beyond it. Old tombstones are purged, up to the answer’s `floor`. `resync` means that some are missing after this cursor: no rows come, and the group is to be read anew from 0, forgetting what does not come again. Reactions have no tombstones where more tells of them: they are gone with a note that is deleted, from before the place where a note was `restored`, and with a membership that is `erased`.',
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
    path: PATHS.size,
    tag: 'Sync',
    token: 'required',
    summary: 'How large a group is',
    description: `Living notes and the octets of their JSON, to be asked before a device first reads a group. \`beforeNewest\` is the cursor after which the newest ${NEWEST} notes come.`,
    answer: { status: 200, schema: 'GroupSize' },
    errors: ['not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: PATHS.documents,
    tag: 'Sync',
    token: 'required',
    summary: 'On which documents a group has notes',
    description:
      'For a device that holds the group in part: it looks pages up in this list at home, and asks for none that is not in it. A document is named by the first 128 bits of SHA-256 over the group’s id, a line feed and one of the document’s keys.',
    query: { after: { description: 'The last name had.', pattern: '^[0-9a-f]{32}$' } },
    answer: { status: 200, schema: 'Documents' },
    errors: ['bad_request', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'post',
    path: PATHS.part,
    tag: 'Sync',
    token: 'required',
    summary: 'Read a part of a group',
    description:
      'The people, one’s own notes with their answers, the notes of a document by its names, or the reactions to notes by their ids. Names of documents tell the endpoint what its reader has opened: a client asks by them with the reader’s consent only. Changes after the answer’s `head` are read as of a whole group.',
    body: 'PartRequest',
    answer: { status: 200, schema: 'Part' },
    errors: [...BODY_ERRORS, 'not_found', ...TOKEN_ERRORS],
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
    path: PATHS.invitation,
    tag: 'Groups',
    token: 'required',
    summary: 'End the group’s invitation',
    description:
      'For owners and facilitators. The code and every link with it open nothing any more; asking for the invitation again makes a new one.',
    answer: { status: 204 },
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
    description:
      'For owners and facilitators. The notes stay. No invitation lets them in again, unless `block` is `no`.',
    query: { block: { description: 'Whether to bar them; `yes` if it is not said.', pattern: '^(yes|no)$' } },
    answer: { status: 204 },
    errors: ['bad_request', 'forbidden', 'not_found', ...TOKEN_ERRORS],
  },
  {
    method: 'get',
    path: PATHS.moderation,
    tag: 'Groups',
    token: 'required',
    summary: 'What was done in moderation',
    description:
      'For owners and facilitators: notes of others deleted, hidden and shown again, reports settled, members removed, barred and let in again, roles given, the group changed, an invitation ended; who, when and which id, without words. The newest first.',
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
    path: PATHS.notePage,
    tag: 'Pages',
    token: 'none',
    summary: 'The page a link to a note opens',
    description:
      'For who has signed in on this page, which a cookie says, and is in the note’s group. To everybody else it is the same, whether there is such a note or not.',
    refusals: { 404: 'A page that asks for a code, or says that there is no note to see here.' },
    answer: { status: 200, media: 'text/html' },
    errors: ['too_many'],
  },
  {
    method: 'post',
    path: PATHS.notePage,
    tag: 'Pages',
    token: 'none',
    summary: 'Sign in or out on the page of a note',
    description:
      'The form of that page: `code`, as for one more device, or `out`. Taken from a page of this endpoint only. The session is one of the account’s devices.',
    refusals: { 404: 'The same page, which says that the code is wrong.' },
    answer: { status: 303 },
    errors: ['bad_request', 'too_large', 'too_many'],
  },
  {
    method: 'get',
    path: PATHS.keptNotePage,
    tag: 'Pages',
    token: 'none',
    summary: 'Where the extension goes on from to a passage',
    description: 'The id of the note is behind a `#`, so that it is not told.',
    answer: { status: 200, media: 'text/html' },
    errors: [],
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
