/**
 * Webhooks of groups, and how far each has been told: the group's history is the queue, a place in it all that is kept of it. SQL that
 * SQLite and PostgreSQL both understand.
 */
import * as v from 'valibot';
import { id, type Id } from '../../core/id.ts';
import { webhookError, type WebhookError } from '../../protocol/webhooks.ts';
import type { Ask } from './administration.ts';

/**
 * Times in milliseconds since 1970. Told up to `upto`; `attempts` that failed since; not before `due`; `disabled`: why it is told nothing.
 * `maker`: the host who made it or switched it on last, and answers for it; null of one from before that was kept.
 */
export type StoredWebhook = {
  group: Id;
  id: Id;
  url: string;
  secret: string;
  created: number;
  upto: number;
  attempts: number;
  due: number;
  disabled: string | null;
  maker: Id | null;
};

/** One attempt. `status`: what was answered; `error`: why nothing was. */
export type Attempt = { at: number; status: number | null; error: WebhookError | null };

export type StoredWebhooks = {
  of(group: Id): Promise<StoredWebhook[]>;
  find(group: Id, webhook: Id): Promise<StoredWebhook | null>;
  /** Those that have something to be told and may be told it now. */
  due(now: number, limit: number): Promise<StoredWebhook[]>;
  /** For one process until an instant; false: another one has it, or it is not as it was. */
  claim(hook: StoredWebhook, until: number): Promise<boolean>;
  /** By whom it was claimed until `claimed`. */
  settle(hook: StoredWebhook, claimed: number): Promise<void>;
  note(group: Id, webhook: Id, attempt: Attempt): Promise<void>;
  /** The newest first. */
  log(group: Id, webhook: Id): Promise<Attempt[]>;
};

/** What is done to webhooks in the transaction that notes it (webhooks/keep.ts). */
export type WebhookWriting = {
  webhooks(group: Id): Promise<StoredWebhook[]>;
  /** It is told what comes from now on. False: the group has `most` already. */
  addWebhook(
    hook: Pick<StoredWebhook, 'group' | 'id' | 'url' | 'secret' | 'created'> & { maker: Id },
    most: number,
  ): Promise<boolean>;
  removeWebhook(group: Id, webhook: Id): Promise<boolean>;
  /** From where it had come to; `maker` answers for it from now on. */
  enableWebhook(group: Id, webhook: Id, maker: Id, now: number): Promise<boolean>;
  /** Those that this maker has and that are not paused yet; answers which. */
  pauseWebhooks(group: Id, maker: Id): Promise<Id[]>;
};

/** Why a webhook is told nothing whose maker is no host any more. */
export const NO_MAKER = 'maker';

const KEPT_ATTEMPTS = 20;
const COLUMNS =
  'w.group_id AS "group", w.id, w.url, w.secret, w.created, w.upto, w.attempts, w.due, w.disabled, w.maker';
const ADD = `
  INSERT INTO webhooks (group_id, id, url, secret, created, maker, upto, attempts, due)
  SELECT g.group_id, ?, ?, ?, CAST(? AS BIGINT), ?, g.head, 0, 0 FROM groups g WHERE g.group_id = ?
    AND (SELECT count(*) FROM webhooks w WHERE w.group_id = g.group_id) < ? RETURNING id`;
const OF = `SELECT ${COLUMNS} FROM webhooks w WHERE w.group_id = ? ORDER BY w.created, w.id`;
const FIND = `SELECT ${COLUMNS} FROM webhooks w WHERE w.group_id = ? AND w.id = ?`;
const REMOVE = 'DELETE FROM webhooks WHERE group_id = ? AND id = ? RETURNING id';
const FORGET = 'DELETE FROM webhook_log WHERE group_id = ? AND webhook = ?';
const ENABLE = `
  UPDATE webhooks SET disabled = NULL, attempts = 0, due = ?, maker = ? WHERE group_id = ? AND id = ? RETURNING id`;
const PAUSE = `
  UPDATE webhooks SET disabled = '${NO_MAKER}' WHERE group_id = ? AND maker = ? AND (disabled IS NULL OR disabled <> '${NO_MAKER}')
  RETURNING id`;
const DUE = `
  SELECT ${COLUMNS} FROM webhooks w JOIN groups g ON g.group_id = w.group_id
  WHERE w.disabled IS NULL AND w.due <= ? AND g.head > w.upto ORDER BY w.due, w.id LIMIT ?`;
const CLAIM = `
  UPDATE webhooks SET due = ? WHERE group_id = ? AND id = ? AND due = ? AND upto = ? AND disabled IS NULL RETURNING id`;
/** What was paused while it was told stays so, and hears of the same again when it is switched on. */
const SETTLE = `
  UPDATE webhooks SET upto = ?, attempts = ?, due = ?, disabled = NULLIF(?, '')
  WHERE group_id = ? AND id = ? AND due = ? AND disabled IS NULL`;
const NOTE = `
  INSERT INTO webhook_log (group_id, webhook, at, status, error)
  VALUES (?, ?, ?, NULLIF(CAST(? AS BIGINT), 0), NULLIF(?, '')) ON CONFLICT DO NOTHING`;
const PRUNE = `
  DELETE FROM webhook_log WHERE group_id = ? AND webhook = ? AND at NOT IN (
    SELECT l.at FROM webhook_log l WHERE l.group_id = ? AND l.webhook = ? ORDER BY l.at DESC LIMIT ${KEPT_ATTEMPTS})`;
const LOG = 'SELECT at, status, error FROM webhook_log WHERE group_id = ? AND webhook = ? ORDER BY at DESC';

const webhook = v.object({
  group: id,
  id,
  url: v.string(),
  secret: v.string(),
  created: v.number(),
  upto: v.number(),
  attempts: v.number(),
  due: v.number(),
  disabled: v.nullable(v.string()),
  maker: v.nullable(id),
});
const named = v.array(v.object({ id }));
const attempts = v.array(v.object({ at: v.number(), status: v.nullable(v.number()), error: v.nullable(webhookError) }));

/** @param change runs what changes something, in a transaction of its own */
export function webhooksOver(ask: Ask, change: Ask): StoredWebhooks {
  const list = async (sql: string, ...values: (string | number)[]) =>
    v.parse(v.array(webhook), await ask(sql, ...values));
  return {
    of: (group) => list(OF, group),
    find: async (group, hook) => (await list(FIND, group, hook))[0] ?? null,
    due: (now, limit) => list(DUE, now, limit),
    claim: async ({ group, id: hook, due, upto }, until) =>
      (await change(CLAIM, until, group, hook, due, upto)).length > 0,
    settle: async ({ group, id: hook, upto, attempts: failed, due, disabled }, claimed) => {
      await change(SETTLE, upto, failed, due, disabled ?? '', group, hook, claimed);
    },
    note: async (group, hook, { at, status, error }) => {
      await change(NOTE, group, hook, at, status ?? 0, error ?? '');
      await change(PRUNE, group, hook, group, hook);
    },
    log: async (group, hook) => v.parse(attempts, await ask(LOG, group, hook)),
  };
}

/** @param run runs a statement in the transaction */
export function webhookWriting(run: Ask): WebhookWriting {
  return {
    webhooks: async (group) => v.parse(v.array(webhook), await run(OF, group)),
    addWebhook: async ({ group, id: hook, url, secret, created, maker }, most) =>
      (await run(ADD, hook, url, secret, created, maker, group, most)).length > 0,
    removeWebhook: async (group, hook) => {
      await run(FORGET, group, hook);
      return (await run(REMOVE, group, hook)).length > 0;
    },
    enableWebhook: async (group, hook, maker, now) => (await run(ENABLE, now, maker, group, hook)).length > 0,
    pauseWebhooks: async (group, maker) => v.parse(named, await run(PAUSE, group, maker)).map(({ id: hook }) => hook),
  };
}
