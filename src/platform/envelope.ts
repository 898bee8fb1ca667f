/**
 * What goes around a question between two contexts of the extension, and around its answer. Read by hand, for this file is in every page,
 * where the smallest schema costs more than all of it (ADR 0058); what is asked and answered is parsed by who knows it (rpc.ts).
 */
import { isRecord } from '../core/is-record.ts';

/** `rpc` is the channel. */
export type Request = { rpc: string; method: string; params: unknown };
/** Failures that are expected are answers, not exceptions. */
export type Reply = { answer: unknown } | { failed: string; code?: string | undefined };
/** Given to listeners by the browser, for their answer. */
export type Respond = (reply: Reply) => void;

/** Null for what is none. */
export function readRequest(message: unknown): Request | null {
  if (!isRecord(message)) return null;
  const { rpc, method, params } = message;
  return typeof rpc === 'string' && typeof method === 'string' ? { rpc, method, params } : null;
}

/** Null for what is none: nobody was there, or nobody answered. */
export function readReply(raw: unknown): Reply | null {
  if (!isRecord(raw)) return null;
  const { failed, code } = raw;
  if ('answer' in raw) return { answer: raw['answer'] };
  return typeof failed === 'string' ? { failed, code: typeof code === 'string' ? code : undefined } : null;
}
