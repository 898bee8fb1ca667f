/** An instant as people say it ("5 minutes ago"), with the exact one as its tip. It keeps itself true while it is shown. */
import { useEffect, useState } from 'preact/hooks';
import { instantInFull, timeAgo } from '../platform/formats.ts';

/** @param now the time to count from; left out, the clock, looked at every minute */
export function TimeAgo({ instant, now }: { instant: string; now?: number }) {
  const minute = useMinute(now === undefined);
  return (
    <time dateTime={instant} title={instantInFull(instant)}>
      {timeAgo(instant, now ?? minute)}
    </time>
  );
}

const everyMinute = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** One clock for all the times on a screen; it stands still when there are none. */
function useMinute(wanted: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!wanted) return undefined;
    const tick = () => setNow(Date.now());
    everyMinute.add(tick);
    ticking ??= setInterval(() => everyMinute.forEach((one) => one()), 60_000);
    return () => {
      everyMinute.delete(tick);
      if (everyMinute.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    };
  }, [wanted]);
  return now;
}
