/** One thing a screen asks for at a time: whether it is under way, and the code of what went wrong. */
import { failureCode } from '../core/failure-code.ts';
import { useCallback, useRef, useState } from 'preact/hooks';

export type Outcome = { ok: true } | { ok: false; code: string };

/**
 * `run` starts the work unless some is under way, and answers whether it went well; `failed` is a
 * code for errorText(). An exception means that the background did not answer.
 */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const running = useRef(false);
  const run = useCallback(async (work: () => Promise<Outcome>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFailed(null);
    const outcome = await work().catch((error: unknown): Outcome => {
      return { ok: false, code: failureCode(error) ?? 'background' };
    });
    running.current = false;
    setBusy(false);
    if (!outcome.ok) setFailed(outcome.code);
    return outcome.ok;
  }, []);
  return { busy, failed, run };
}

/** The outcome of something that answers nothing but that it was done. */
export async function done(work: Promise<unknown>): Promise<Outcome> {
  await work;
  return { ok: true };
}
