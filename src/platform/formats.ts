/** Numbers, sizes, lists and times as the reader's language writes them, by `Intl`. */
import { isolate } from './isolate.ts';
import { direction, locale } from './language.ts';

/** "12,345" */
export function number(value: number): string {
  return numbers().format(value);
}

/** "120 MB" */
export function megabytes(bytes: number): string {
  return sizes().format(Math.max(1, bytes / 1e6));
}

/** "60 days" */
export function days(count: number): string {
  return spans().format(count);
}

/** "Ada, Luís, and Mei": names or titles, each kept in its own direction. */
export function listOf(names: readonly string[]): string {
  return lists().format(names.map((name) => isolate(name, direction())));
}

/** "5 minutes ago" */
export function timeAgo(instant: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return ages().format(Math.trunc(seconds / size), unit);
  }
  return ages().format(0, 'second');
}

/** The day and the minute, for a tip. */
export function instantInFull(instant: string): string {
  return instants().format(Date.parse(instant));
}

/** The minute of the day. */
export function clock(instant: string): string {
  return clocks().format(Date.parse(instant));
}

/** A full hour of the day, 0 to 23. */
export function hourOfDay(hour: number): string {
  return clocks().format(new Date(2000, 0, 1, hour));
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const numbers = once((tag) => new Intl.NumberFormat(tag));
const sizes = once((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }));
const spans = once((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: 'day', unitDisplay: 'long' }));
const lists = once((tag) => new Intl.ListFormat(tag));
const ages = once((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
const instants = once((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' }));
const clocks = once((tag) => new Intl.DateTimeFormat(tag, { timeStyle: 'short' }));

/**
 * A list has a thousand times, and making a format is dear: it is made once, and anew only for another language. To the bundler it
 * says that who uses no format need not have them.
 */
/* @__NO_SIDE_EFFECTS__ */
function once<Format>(make: (tag: string) => Format): () => Format {
  let made: { tag: string; format: Format } | undefined;
  return () => {
    const tag = locale();
    if (made?.tag !== tag) made = { tag, format: make(tag) };
    return made.format;
  };
}
