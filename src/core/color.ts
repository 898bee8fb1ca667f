/**
 * Colours of highlights, and what a group means by them. Screens show a colour by its line too, so that nobody needs to
 * tell colours apart.
 */
import * as v from 'valibot';
import { MAX_MEANING } from './legend-limit.ts';
import type { AnnotationFields, GroupFields } from './record.ts';

/** In the order in which they are offered. */
export const color = v.picklist(['yellow', 'green', 'blue', 'pink', 'purple']);
export type Color = v.InferOutput<typeof color>;
export const COLORS: readonly Color[] = color.options;

/** What colours mean in a group: "claim", "evidence", "unclear"; those without a name are left out. */
export const legend = v.record(color, v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_MEANING))));
export type Legend = v.InferOutput<typeof legend>;

/** Null for none, and for one that only a newer version knows. */
export function colorOf(fields: Pick<AnnotationFields, 'color'>): Color | null {
  const parsed = v.safeParse(color, fields.color);
  return parsed.success ? parsed.output : null;
}

/** As a record keeps it. */
export function legendFields(named: Legend): NonNullable<GroupFields['legend']> {
  return COLORS.flatMap((one) => {
    const means = named[one]?.trim();
    return means ? [{ color: one, means }] : [];
  });
}

/** The first name of each colour that is known here. */
export function legendOf({ legend: kept = [] }: Pick<GroupFields, 'legend'>): Legend {
  const named: Legend = {};
  for (const { color: name, means } of kept) {
    const known = colorOf({ color: name });
    if (known) named[known] ??= means;
  }
  return named;
}
