/** How the margin stands in a page: what its reader chooses for a site. It is remembered on the device, and goes nowhere else. */
import * as v from 'valibot';

/** Widths of the margin in CSS pixels: between which it can be dragged, and what it has where nothing was chosen. */
export const WIDTHS = { least: 280, usual: 380, most: 640 } as const;

export const marginLayout = v.object({
  /** Beside their passages, or as a list. */
  cards: v.picklist(['beside', 'list']),
  /** The page makes room for the margin; else the margin lies over it. */
  makesRoom: v.boolean(),
  width: v.pipe(v.number(), v.integer(), v.minValue(WIDTHS.least), v.maxValue(WIDTHS.most)),
});
export type MarginLayout = v.InferOutput<typeof marginLayout>;

/** What of it was chosen. */
export const marginChoice = v.partial(marginLayout);
export type MarginChoice = v.InferOutput<typeof marginChoice>;

/** The layout with what was chosen in its place. */
export function withChoice(
  layout: MarginLayout,
  { cards = layout.cards, makesRoom = layout.makesRoom, width = layout.width }: MarginChoice = {},
): MarginLayout {
  return { cards, makesRoom, width };
}

export const USUAL_LAYOUT: MarginLayout = { cards: 'beside', makesRoom: true, width: WIDTHS.usual };
