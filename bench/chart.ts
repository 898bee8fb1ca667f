/** Line charts as SVG, by hand: two or three kinds of plot do not need a charting library. */

/** One axis. Ticks are where lines and numbers stand. */
export interface Axis {
  readonly label: string;
  readonly scale: 'log' | 'linear';
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

export type Point = readonly [x: number, y: number];

/** One line of a chart; `labels` stand beside its points. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** Which colour of the palette. */
  readonly hue: number;
  readonly dashed?: boolean;
  /** Points without a line. */
  readonly loose?: boolean;
  readonly labels?: readonly string[];
}

export interface Panel {
  readonly title?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Region that the goal allows: `x` up to and `y` from, each with a line. */
  readonly goal?: { readonly x: number; readonly y: number; readonly label: string };
}

/** A picture of panels side by side over one legend. */
export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly panels: readonly Panel[];
}

const WIDTH = 1160;
const HEIGHT = 560;
const TOP = 92;
const LEFT = 92;
const PALETTE = ['#0f5c73', '#b4521f', '#5b7f2b', '#7a4fa3', '#8a8f94', '#c2951b', '#a02c52'];
const ROW = 20;
/** From the axis to its name, beyond the widest number. */
const PAD = 74;

/** Draws a chart. */
export function chart({ title, subtitle, panels }: Chart): { svg: string; width: number; height: number } {
  const names = new Map(panels.flatMap(({ series }) => series.map((one) => [one.name, one] as const)));
  const rows = Math.ceil(names.size / 2);
  const bottom = HEIGHT - 64 - rows * ROW;
  const width = (WIDTH - LEFT * panels.length - 30) / panels.length;
  const drawn = panels.map((panel, at) => panelAt(panel, at, LEFT + at * (width + LEFT), width, bottom));
  const legend = [...names.values()].map((one, at) => {
    const x = LEFT + (at % 2) * ((WIDTH - LEFT) / 2);
    const y = bottom + 66 + Math.floor(at / 2) * ROW;
    return `${sample(one, x, y - 4)}<text x="${x + 40}" y="${y}" class="small">${escaped(one.name)}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<style>text{font-family:'DejaVu Sans','Segoe UI',Arial,sans-serif;font-size:14px;fill:#1f2a30}.title{font-size:20px;font-weight:600}.small{font-size:13px}.tick{font-size:12px;fill:#56656c}.mark{font-size:11px;fill:#56656c}</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="32" class="title">${escaped(title)}</text><text x="${LEFT}" y="55" class="small">${escaped(subtitle)}</text>
${drawn.join('\n')}\n${legend.join('\n')}\n</svg>`;
  return { svg, width: WIDTH, height: HEIGHT };
}

function panelAt(
  { title, x, y, series, goal }: Panel,
  at: number,
  left: number,
  width: number,
  bottom: number,
): string {
  const px = (value: number) => left + width * along(x, value);
  const py = (value: number) => bottom - (bottom - TOP) * along(y, value);
  const vertical = x.ticks.map(
    (tick) =>
      `<path d="M${px(tick)} ${TOP}V${bottom}" stroke="#e3e7e5"/><text x="${px(tick)}" y="${bottom + 18}" class="tick" text-anchor="middle">${written(tick)}</text>`,
  );
  const horizontal = y.ticks.map(
    (tick) =>
      `<path d="M${left} ${py(tick)}H${left + width}" stroke="#e3e7e5"/><text x="${left - 8}" y="${py(tick) + 4}" class="tick" text-anchor="end">${written(tick)}</text>`,
  );
  const aim = goal
    ? `<rect x="${left}" y="${TOP}" width="${px(goal.x) - left}" height="${py(goal.y) - TOP}" fill="#5b7f2b" opacity="0.09"/><text x="${px(goal.x) - 6}" y="${TOP + 14}" class="mark" text-anchor="end">${escaped(goal.label)}</text>`
    : '';
  const clip = `clip-${at}`;
  return `<g><defs><clipPath id="${clip}"><rect x="${left - 6}" y="${TOP - 6}" width="${width + 12}" height="${bottom - TOP + 12}"/></clipPath></defs>
${aim}${vertical.join('')}${horizontal.join('')}<path d="M${left} ${TOP}V${bottom}H${left + width}" fill="none" stroke="#56656c"/>
<text x="${left + width / 2}" y="${bottom + 38}" class="small" text-anchor="middle">${escaped(x.label)}</text>
<text transform="translate(${left - PAD} ${(TOP + bottom) / 2}) rotate(-90)" class="small" text-anchor="middle">${escaped(y.label)}</text>
${title ? `<text x="${left}" y="${TOP - 12}" class="small" font-weight="600">${escaped(title)}</text>` : ''}
<g clip-path="url(#${clip})">${series.map((one) => line(one, px, py)).join('')}</g></g>`;
}

function line(one: Series, px: (x: number) => number, py: (y: number) => number): string {
  const color = colorOf(one);
  const path = one.points
    .map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${px(x).toFixed(1)} ${py(y).toFixed(1)}`)
    .join('');
  const stroke = one.loose
    ? ''
    : `<path d="${path}" fill="none" stroke="${color}" stroke-width="2.2"${one.dashed ? ' stroke-dasharray="7 5"' : ''}/>`;
  const marks = one.points.map(
    ([x, y], at) =>
      `<circle cx="${px(x).toFixed(1)}" cy="${py(y).toFixed(1)}" r="${one.loose ? 6 : 3.4}" fill="${one.dashed ? '#fff' : color}" stroke="${color}" stroke-width="1.8"/>` +
      (one.labels?.[at]
        ? `<text x="${px(x).toFixed(1)}" y="${(py(y) + 18).toFixed(1)}" class="mark" text-anchor="middle">${escaped(one.labels[at])}</text>`
        : ''),
  );
  return stroke + marks.join('');
}

function sample(one: Series, x: number, y: number): string {
  const start: Point = [x, y];
  const end: Point = [x + 30, y];
  const points = one.loose ? [[x + 15, y] as const] : [start, end];
  const { labels: _, ...bare } = one;
  return line(
    { ...bare, points },
    (value) => value,
    (value) => value,
  );
}

function colorOf({ hue }: Series): string {
  return PALETTE[hue % PALETTE.length] ?? '#000';
}

function along({ scale, from, to }: Axis, value: number): number {
  if (scale === 'linear') return (value - from) / (to - from);
  return (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from));
}

function written(value: number): string {
  return value.toLocaleString('en');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
