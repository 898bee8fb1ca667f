/** The first script's way to the background: what goes around a question, and no more (platform/messages.ts has the rest). */
import { browser } from '../platform/browser.ts';
import { readReply, type Request } from '../platform/envelope.ts';
import type { fromContent } from '../protocol/from-content.ts';
import type { ParamsOf } from '../protocol/method.ts';

/** Rejects where nobody answers, or the background refuses. */
export async function ask<K extends keyof typeof fromContent>(
  method: K,
  params: ParamsOf<(typeof fromContent)[K]>,
): Promise<unknown> {
  const request: Request = { rpc: 'content', method, params };
  const reply = readReply(await browser.runtime.sendMessage(request));
  if (!reply || 'failed' in reply) throw new Error(`${method}: ${reply?.failed ?? 'nobody answered'}`);
  return reply.answer;
}
