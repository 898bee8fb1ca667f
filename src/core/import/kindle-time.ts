/**
 * Times as a Kindle writes them, in the language it was set to: by the shape of the numbers and by the names that months have,
 * which are asked of the platform's own tables, so that no language has to be listed with its sentences.
 */

/** Languages that Kindles speak. */
const LOCALES = [
  'en',
  'de',
  'es',
  'fr',
  'it',
  'pt',
  'nl',
  'ru',
  'ja',
  'zh',
  'hi',
  'ar',
  'pl',
  'tr',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'ko',
];

/** RFC 3339. A Kindle says no zone, so it is taken for UTC; undefined for what is no time. */
export function kindleTime(text: string): string | undefined {
  const clock = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?/.exec(text);
  const day = dayIn(clock ? text.slice(0, clock.index) + text.slice(clock.index + clock[0].length) : text);
  if (!day) return undefined;
  const [hour, minute, second] = [Number(clock?.[1] ?? 0), Number(clock?.[2] ?? 0), Number(clock?.[3] ?? 0)];
  const time = Date.UTC(day.year, day.month - 1, day.date, inDay(hour, text), minute, second);
  const isThere = new Date(time).getUTCDate() === day.date && minute < 60 && second < 60 && hour < 25;
  return isThere ? new Date(time).toISOString() : undefined;
}

function inDay(hour: number, text: string): number {
  const isAfter = /\bp\.?\s?m\b|下午|午後|오후|अपराह्न/i.test(text);
  const isBefore = /\ba\.?\s?m\b|上午|午前|오전|पूर्वाह्न/i.test(text);
  if (isAfter && hour < 12) return hour + 12;
  return isBefore && hour === 12 ? 0 : hour;
}

function dayIn(text: string): { year: number; month: number; date: number } | null {
  const numbers = Array.from(text.matchAll(/\d+/g), ([digits]) => digits);
  const yearAt = numbers.findIndex((digits) => digits.length === 4);
  if (yearAt === -1) return null;
  const year = Number(numbers[yearAt]);
  const rest = numbers.filter((_, at) => at !== yearAt).map(Number);
  const named = monthNamed(text);
  if (named !== null) return rest[0] === undefined ? null : { year, month: named, date: rest[0] };
  const [one = 0, two = 0] = rest;
  // The year in front is followed by the month; behind, what cannot be a month is the day.
  const [month, date] = yearAt === 0 || two > 12 ? [one, two] : [two, one];
  return month >= 1 && month <= 12 && date >= 1 && date <= 31 ? { year, month, date } : null;
}

/** The longest name wins: "mai" stands in "mair", and May in nothing else. */
function monthNamed(text: string): number | null {
  const words = text.toLowerCase().normalize('NFC');
  months ??= namesOfMonths();
  for (const [name, month] of months) {
    const at = words.indexOf(name);
    if (at === -1) continue;
    const isWord = !/\p{L}/u.test(words.charAt(at - 1)) && !/\p{L}/u.test(words.charAt(at + name.length));
    if (isWord) return month;
  }
  return null;
}

let months: [name: string, month: number][] | undefined;

function namesOfMonths(): [string, number][] {
  const names = new Map<string, number>();
  for (const locale of LOCALES) {
    for (const form of ['long', 'short'] as const) {
      // With a day, since some languages say a month's name otherwise after one.
      const formats = [{ month: form }, { month: form, day: 'numeric' } as const];
      for (const options of formats) {
        const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
        for (let month = 1; month <= 12; month++) {
          const part = format.formatToParts(Date.UTC(2024, month - 1, 15)).find(({ type }) => type === 'month');
          const name = part?.value.toLowerCase().normalize('NFC').replace(/\.$/, '') ?? '';
          if (/\p{L}{3}/u.test(name) && !/\d/.test(name)) names.set(name, month);
        }
      }
    }
  }
  return [...names].sort(([a], [b]) => b.length - a.length);
}
