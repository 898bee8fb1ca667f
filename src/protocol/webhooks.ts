/** Webhooks of a group, for its hosts: where its notes are told as they are written. */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { instant } from '../core/record.ts';

/** Why nothing was answered; `private`: it leads where the operator allows none to lead. */
export const webhookError = v.picklist(['private', 'slow', 'unreachable']);
export type WebhookError = v.InferOutput<typeof webhookError>;

/** What was answered, or why nothing was. */
const attempt = v.object({ at: instant, status: v.nullable(v.number()), error: v.nullable(webhookError) });

export const webhook = v.object({
  id,
  url: v.string(),
  created: instant,
  /** `failing`: it took nothing for hours. `gone`: it answered 410. `maker`: who made it is no host any more. Null: it is told what is new. */
  disabled: v.nullable(v.string()),
  /** The host who made it or switched it on last; null of one from before that was kept. */
  maker: v.nullable(id),
  /** The newest first. */
  attempts: v.array(attempt),
});
export type Webhook = v.InferOutput<typeof webhook>;

/** GET webhooks */
export const webhookList = v.object({ webhooks: v.array(webhook) });
export type WebhookList = v.InferOutput<typeof webhookList>;
/** POST webhooks → a new one; its secret, by which requests are signed, is told only here. */
export const newWebhook = v.object({ url: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)) });
export const madeWebhook = v.object({ id, secret: v.string() });
export type MadeWebhook = v.InferOutput<typeof madeWebhook>;
/** PUT oneWebhook → 204: it is told again what is new, from where it had come to, and is whose who asks. DELETE oneWebhook → 204. */
/** POST webhookTest → what came of a request without notes. */
export const webhookTested = v.object({ status: v.nullable(v.number()), error: v.nullable(webhookError) });
export type WebhookTested = v.InferOutput<typeof webhookTested>;
