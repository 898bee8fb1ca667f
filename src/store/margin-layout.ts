/**
 * How the margin stands is remembered for the site, on this device: here, since a page must not read it and the margin has
 * no storage of its own (design §3). Sites are a trace of where somebody reads: few of them, in no order but that of choosing,
 * with no time, and none from a private window.
 */
import { type MarginChoice, type MarginLayout, USUAL_LAYOUT, withChoice } from '../protocol/margin-layout.ts';
import type { Store } from './database.ts';
import type { LayoutChoices } from './records.ts';

/** Beyond so many, the site where nothing was chosen for longest has the last choice of all again. */
export const MOST_SITES = 100;

async function readChoices(db: Store): Promise<LayoutChoices> {
  const row = await db.meta.get('layout');
  if (row?.key !== 'layout') return { key: 'layout', last: {}, sites: [] };
  // at first there was one choice, for all sites
  return 'margin' in row ? { key: 'layout', last: { cards: row.margin }, sites: [] } : row;
}

/**
 * What was chosen for the site, and of the rest what was chosen last on any.
 * @param site an origin; null = not to be told from others
 */
export async function readLayout(db: Store, site: string | null): Promise<MarginLayout> {
  const { last, sites } = await readChoices(db);
  return withChoice(withChoice(USUAL_LAYOUT, last), sites.find((one) => one.site === site)?.chosen);
}

/** For the site, and for all others where nothing was chosen. @param site null = only for these */
export async function chooseLayout(db: Store, site: string | null, choice: MarginChoice): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const { last, sites } = await readChoices(db);
    const before = sites.find((one) => one.site === site)?.chosen;
    const others = sites.filter((one) => one.site !== site);
    const kept = site === null ? sites : [...others, { site, chosen: { ...before, ...choice } }].slice(-MOST_SITES);
    await db.meta.put({ key: 'layout', last: { ...last, ...choice }, sites: kept });
  });
}
