/** Dates as they are typed into a search, apart from the query's grammar. */

/** The first millisecond of a year, month or day where the reader is, or of `today`, `yesterday`, `7d`; null for none of these. */
export function startOfDate(said: string, now: number): number | null {
  const today = new Date(now);
  const back = (days: number): number =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - days).getTime();
  if (said === 'today') return back(0);
  if (said === 'yesterday') return back(1);
  const days = /^(\d{1,4})d$/.exec(said)?.[1];
  if (days !== undefined) return back(Number(days));
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(said) ?? [];
  if (year === undefined) return null;
  const wanted = { month: Number(month ?? 1), day: Number(day ?? 1) };
  const date = new Date(Number(year), wanted.month - 1, wanted.day);
  // The 31st of February is no day.
  const isThere = date.getMonth() === wanted.month - 1 && date.getDate() === wanted.day;
  return isThere ? date.getTime() : null;
}
