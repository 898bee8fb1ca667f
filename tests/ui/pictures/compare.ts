/**
 * Whether two pictures show the same, on machines whose browsers draw letters a little otherwise. Letters are compared by how
 * much ink lies where: a shift of a third of a pixel changes that little, a moved or missing line much. What is drawn flat
 * (grounds, lines) has no such excuse: its colours must be the same, and cover as much as before (ADR 0052).
 */
import { colourAt } from './png.ts';

/** Side of the squares over which ink is averaged, in pixels. */
const SQUARE = 6;
/** Of 255, by which a square may differ, and the share of all squares that may differ by more. */
const INK = 34;
const SQUARES = 0.004;
/** A colour is flat that covers at least this share of a picture, by whole runs. */
const FLAT = 0.0015;
/** Steps of 255 by which a flat colour may differ, and the share of its cover. */
const SHADE = 2;
const COVER = 0.12;

/** Null where they show the same, else what differs, in words. */
export function difference(before: ImageData, now: ImageData): string | null {
  if (before.width !== now.width || Math.abs(before.height - now.height) > SQUARE) {
    return `${before.width} × ${before.height} pixels have become ${now.width} × ${now.height}`;
  }
  return differentColour(before, now) ?? differentInk(before, now);
}

function differentInk(before: ImageData, now: ImageData): string | null {
  const [columns, rows] = [Math.floor(now.width / SQUARE), Math.floor(Math.min(before.height, now.height) / SQUARE)];
  const found: string[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [was, is] = [inkOf(before, column, row), inkOf(now, column, row)];
      if (was.some((part, at) => Math.abs(part - is[at]!) > INK)) found.push(`${column * SQUARE}, ${row * SQUARE}`);
    }
  }
  return found.length / (columns * rows) > SQUARES
    ? `${found.length} of ${columns * rows} squares differ, the first at ${found[0]}`
    : null;
}

function inkOf({ data, width }: ImageData, column: number, row: number): number[] {
  const sums = [0, 0, 0];
  for (let y = row * SQUARE; y < (row + 1) * SQUARE; y++) {
    for (let x = column * SQUARE; x < (column + 1) * SQUARE; x++) {
      for (let part = 0; part < 3; part++) sums[part]! += data[(y * width + x) * 4 + part]!;
    }
  }
  return sums.map((sum) => sum / SQUARE ** 2);
}

function differentColour(before: ImageData, now: ImageData): string | null {
  const [was, is] = [flatColours(before), flatColours(now)];
  const lost = missing(was, is);
  if (lost !== null) return `the colour ${hex(lost)} is not there any more, or covers otherwise much`;
  const come = missing(is, was);
  return come === null ? null : `the colour ${hex(come)} is new, or covers otherwise much`;
}

/** What is more than a rounding away in the other picture, by at least half of what makes a colour flat. */
function missing(some: ReadonlyMap<number, number>, others: ReadonlyMap<number, number>): number | null {
  for (const [colour, cover] of some) {
    if (cover < FLAT) continue;
    let there = 0;
    for (const [other, otherCover] of others) if (isNear(colour, other)) there += otherCover;
    let own = 0;
    for (const [other, otherCover] of some) if (isNear(colour, other)) own += otherCover;
    if (Math.abs(own - there) > Math.max(COVER * own, FLAT / 2)) return colour;
  }
  return null;
}

/** The share that each colour covers in runs of four pixels or more, along or across: letters have none. */
function flatColours({ data, width, height }: ImageData): Map<number, number> {
  const counts = new Map<number, number>();
  for (let y = 0; y < height; y++) {
    let run = 1;
    for (let x = 1; x <= width; x++) {
      const colour = colourAt(data, y * width + x - 1);
      if (x < width && colourAt(data, y * width + x) === colour) run++;
      else {
        if (run >= 4) counts.set(colour, (counts.get(colour) ?? 0) + run);
        run = 1;
      }
    }
  }
  return new Map([...counts].map(([colour, count]) => [colour, count / (width * height)]));
}

function isNear(one: number, other: number): boolean {
  return [16, 8, 0].every((shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)) <= SHADE);
}

function hex(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
