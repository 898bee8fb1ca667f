/** The first script's way to the background: what goes around a question, and no more (platform/messages.ts has the rest). */
import { isRecord } from '../core/is-record.ts';
import { browser } from '../platform/browser.ts';
import type { Request } from '../platform/messages.ts';
import type { fromContent } from '../protocol/from-content.ts';
import type { ParamsOf } from '../protocol/method.ts';

/** Rejects where nobody answers, or the background refuses, with its reason. What is in the answer is looked at by who asked: this script has no schemas (ADR 0058). */
export async function ask<K extends keyof typeof fromContent>(
  method: K,
  params: ParamsOf<(typeof fromContent)[K]>,
): Promise<Record<string, unknown>> {
  const request: Request = { rpc: 'content', method, params };
  const reply: unknown = await browser.runtime.sendMessage(request);
  const { answer, failed = 'no answer' } = isRecord(reply) ? reply : {};
  if (!isRecord(answer)) throw new Error(`${method}: ${String(failed)}`);
  return answer;
}
