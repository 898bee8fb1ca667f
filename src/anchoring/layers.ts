/**
 * The highlights of one document, by style. Separate because every document has its own registry: a page and each of
 * its frames is painted by itself.
 */
import { COLORS, type Color } from '../core/color.ts';
import { LEVELS } from './density.ts';

/** What is painted in one document. */
export interface Layers {
  /** Paints exactly these ranges in a style. */
  fill(style: string, wanted: ReadonlySet<Range>): void;
  clear(): void;
}

export const PREFIX = 'commonplace-';

/** The layer of stretches that so many people marked. */
export const crowd = (level: number): string => `crowd-${level}`;

/** The layer of marks of a kind that were given a colour. */
export const inColor = (kind: string, color: Color | undefined): string => (color ? `${kind}-${color}` : kind);

/** Makes the layers of a document; without a window, or where there are no highlights, nothing is painted. */
export function createLayers(document: Document): Layers {
  const view = document.defaultView;
  const registry = view?.CSS.highlights;
  const layers = new Map<string, Layer>();
  return {
    fill(style, wanted) {
      let layer = layers.get(style);
      if (!layer) {
        if (!view || !registry || wanted.size === 0) return;
        layer = { highlight: new view.Highlight(), ranges: new Set() };
        layer.highlight.priority = PRIORITIES.indexOf(style);
        layers.set(style, layer);
        registry.set(PREFIX + style, layer.highlight);
      }
      // only what differs is told to the browser: each change invalidates paint
      for (const range of layer.ranges) if (!wanted.has(range)) layer.highlight.delete(range);
      for (const range of wanted) if (!layer.ranges.has(range)) layer.highlight.add(range);
      layer.ranges = wanted;
    },
    clear() {
      for (const style of layers.keys()) registry?.delete(PREFIX + style);
    },
  };
}

/** What is painted in one style. Kept here too: Firefox lets content scripts write to a Highlight but not walk it. */
interface Layer {
  readonly highlight: Highlight;
  ranges: ReadonlySet<Range>;
}

/** Later ones are painted over earlier ones. */
const PRIORITIES = [
  'unsure',
  ...['peer', 'changed', 'mine'].flatMap((kind) => [kind, ...COLORS.map((color) => inColor(kind, color))]),
  ...LEVELS.map(crowd),
  'hover',
  'focus',
];
