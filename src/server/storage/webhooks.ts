/**
 * Webhooks of groups, and how far each has been told: the group's history is the queue, a place in it all that is kept of it. SQL that
 * SQLite and PostgreSQL both understand.
 */
import * as v from 'valibot';
import { id, type Id } from '../../core/id.ts';
import { webhookError, type WebhookError } from '../../protocol/webhooks.ts';
import type { Ask } from './administration.ts';

/** Times in milliseconds since 1970. Told up to `upto`; `attempts` that failed since; not before `due`; `disabled`: why it is told nothing. */
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
};

/** One attempt. `status`: what was answered; `error`: why nothing was. */
export type Attempt = { at: number; status: number | null; error: WebhookError | null };

export type StoredWebhooks = {
  /** It is told what comes from now on. False: the group has `most` already. */
  add(hook: Pick<StoredWebhook, 'group' | 'id' | 'url' | 'secret' | 'created'>, most: number): Promise<boolean>;
  of(group: Id): Promise<StoredWebhook[]>;
  find(group: Id, webhook: Id): Promise<StoredWebhook | null>;
  remove(group: Id, webhook: Id): Promise<boolean>;
  /** From where it had come to. */
  enable(group: Id, webhook: Id, now: number): Promise<boolean>;
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

const KEPT_ATTEMPTS = 20;
const COLUMNS = 'w.group_id AS "group", w.id, w.url, w.secret, w.created, w.upto, w.attempts, w.due, w.disabled';
const ADD = `
  INSERT INTO webhooks (group_id, id, url, secret, created, upto, attempts, due)
  SELECT g.group_id, ?, ?, ?, CAST(? AS BIGINT), g.head, 0, 0 FROM groups g WHERE g.group_id = ?
    AND (SELECT count(*) FROM webhooks w WHERE w.group_id = g.group_id) < ? RETURNING id`;
const OF = `SELECT ${COLUMNS} FROM webhooks w WHERE w.group_id = ? ORDER BY w.created, w.id`;
const FIND = `SELECT ${COLUMNS} FROM webhooks w WHERE w.group_id = ? AND w.id = ?`;
const REMOVE = 'DELETE FROM webhooks WHERE group_id = ? AND id = ? RETURNING id';
const FORGET = 'DELETE FROM webhook_log WHERE group_id = ? AND webhook = ?';
const ENABLE = 'UPDATE webhooks SET disabled = NULL, attempts = 0, due = ? WHERE group_id = ? AND id = ? RETURNING id';
const DUE = `
  SELECT ${COLUMNS} FROM webhooks w JOIN groups g ON g.group_id = w.group_id
  WHERE w.disabled IS NULL AND w.due <= ? AND g.head > w.upto ORDER BY w.due, w.id LIMIT ?`;
const CLAIM = `
  UPDATE webhooks SET due = ? WHERE group_id = ? AND id = ? AND due = ? AND upto = ? AND disabled IS NULL RETURNING id`;
const SETTLE = `
  UPDATE webhooks SET upto = ?, attempts = ?, due = ?, disabled = NULLIF(?, '') WHERE group_id = ? AND id = ? AND due = ?`;
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
});
const attempts = v.array(v.object({ at: v.number(), status: v.nullable(v.number()), error: v.nullable(webhookError) }));

/** @param change runs what changes something, in a transaction of its own */
export function webhooksOver(ask: Ask, change: Ask): StoredWebhooks {
  const list = async (sql: string, ...values: (string | number)[]) =>
    v.parse(v.array(webhook), await ask(sql, ...values));
  return {
    add: async ({ group, id: hook, url, secret, created }, most) =>
      (await change(ADD, hook, url, secret, created, group, most)).length > 0,
    of: (group) => list(OF, group),
    find: async (group, hook) => (await list(FIND, group, hook))[0] ?? null,
    remove: async (group, hook) => {
      await change(FORGET, group, hook);
      return (await change(REMOVE, group, hook)).length > 0;
    },
    enable: async (group, hook, now) => (await change(ENABLE, now, group, hook)).length > 0,
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
