/** The routes of webhooks (server/webhooks), as operations.ts has the others. */
import { PATHS } from '../../protocol/sync.ts';
import { BODY_ERRORS, TOKEN_ERRORS } from './operation.ts';
import type { Operation } from './operation.ts';

const COMMON = { tag: 'Groups', token: 'required' } as const;
const ERRORS = ['forbidden', 'not_found', ...TOKEN_ERRORS] as const;

export const WEBHOOK_OPERATIONS: readonly Operation[] = [
  {
    ...COMMON,
    method: 'get',
    path: PATHS.webhooks,
    summary: 'The webhooks of a group, and their last attempts',
    description: 'For owners and facilitators, as all of these are.',
    answer: { status: 200, schema: 'WebhookList' },
    errors: ERRORS,
  },
  {
    ...COMMON,
    method: 'post',
    path: PATHS.webhooks,
    summary: 'Have a group’s notes told to an address as they are written',
    description:
      'It is sent `{group, events}` by POST; each event is `created`, `updated` or `deleted` with the note as a W3C Web Annotation. `Commonplace-Signature` is `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY` by the secret, which is told only in this answer.',
    body: 'NewWebhook',
    answer: { status: 200, schema: 'MadeWebhook' },
    errors: [...BODY_ERRORS, 'bad_webhook', ...ERRORS],
  },
  {
    ...COMMON,
    method: 'put',
    path: PATHS.oneWebhook,
    summary: 'Tell it again what is new, from where it had come to',
    description:
      'Who asks answers for it from then on: it is paused when they are no host any more, as for whoever made it.',
    answer: { status: 204 },
    errors: ERRORS,
  },
  {
    ...COMMON,
    method: 'delete',
    path: PATHS.oneWebhook,
    summary: 'Remove a webhook',
    answer: { status: 204 },
    errors: ERRORS,
  },
  {
    ...COMMON,
    method: 'post',
    path: PATHS.webhookTest,
    summary: 'Send it a request without notes',
    answer: { status: 200, schema: 'WebhookTested' },
    errors: ERRORS,
  },
];
