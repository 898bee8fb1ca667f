/** When nobody is to be disturbed, by the clock of the device. Pure. */
import * as v from 'valibot';

const hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23));

/** From the one full hour to the other, over midnight where the second is the smaller; never where they are the same, or null. */
export const quietHours = v.nullable(v.object({ from: hour, to: hour }));
export type QuietHours = v.InferOutput<typeof quietHours>;

/** Until somebody says otherwise. */
export const NIGHT = { from: 21, to: 8 } as const satisfies QuietHours;

/** @param now as the device's own time of day tells it */
export function isQuiet(now: Date, quiet: QuietHours): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const hours = now.getHours();
  const { from, to } = quiet;
  return from < to ? hours >= from && hours < to : hours >= from || hours < to;
}
