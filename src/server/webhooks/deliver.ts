/**
 * Tells webhooks what is new, in order and at least once: what was not taken is tried again after growing waits, by whichever process
 * of the endpoint claims it first, also after a restart; one that takes nothing for hours is told nothing more until a host says so.
 */
import type { Deps } from '../http/endpoint-env.ts';
import type { StoredWebhook, StoredWebhooks } from '../storage/webhooks.ts';
import { eventsOf, groupNamed } from './events.ts';
import { send } from './send.ts';

export type DeliveryPorts = Pick<Deps, 'storage' | 'publicUrl' | 'now' | 'report'> & {
  webhooks: StoredWebhooks;
  isPrivateAllowed: boolean;
};

const AT_ONCE = 10;
/** Records of a history that are looked at for one request: no more of them are told at once. */
const STRETCH = 40;
/** Longer than a request may take: after that another process may try. */
const CLAIM_MS = 60_000;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Over some seven hours. */
const MOST_ATTEMPTS = 15;
const GONE = 410;

/** Looks for what is due after each pause. Answers how to end it, which waits for what is under way. */
export function startDelivering(ports: DeliveryPorts, pauseMs: number): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= deliverDue(ports)
      .catch(ports.report)
      .finally(() => {
        underWay = null;
      });
  }, pauseMs).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

async function deliverDue(ports: DeliveryPorts): Promise<void> {
  const due = await ports.webhooks.due(ports.now(), AT_ONCE);
  await Promise.all(due.map((hook) => deliver(ports, hook).catch(ports.report)));
}

async function deliver(ports: DeliveryPorts, hook: StoredWebhook): Promise<void> {
  const { storage, webhooks, publicUrl, now, isPrivateAllowed } = ports;
  const { group, id, upto, url, secret } = hook;
  const claimed = now() + CLAIM_MS;
  if (!(await webhooks.claim(hook, claimed))) return;
  const head = await storage.head(group);
  const history = await storage.history(group, upto, STRETCH);
  const told = { ...hook, upto: history.at(-1)?.seq ?? head, attempts: 0, due: now() };
  const events = await eventsOf(storage, publicUrl(), group, history);
  if (events.length === 0) return webhooks.settle(told, claimed);
  const body = JSON.stringify({ group: await groupNamed(storage, publicUrl(), group), events });
  const at = now();
  const { status, error } = await send({
    url,
    secret,
    body,
    delivery: `${id}-${told.upto}`,
    now: at,
    isPrivateAllowed,
  });
  await webhooks.note(group, id, { at, status, error });
  const isTaken = status !== null && status >= 200 && status < 300;
  await webhooks.settle(isTaken ? told : failed(hook, status, now()), claimed);
}

function failed(hook: StoredWebhook, status: number | null, now: number): StoredWebhook {
  const attempts = hook.attempts + 1;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** hook.attempts, LONGEST_WAIT_MS);
  const disabled = status === GONE ? 'gone' : attempts >= MOST_ATTEMPTS ? 'failing' : null;
  return { ...hook, attempts, due: now + wait, disabled };
}
