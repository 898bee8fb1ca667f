/** Bar charts: panels one above the other, each with its own scale, for benchmarks that compare a few figures. */
import { inChromium } from './in-chromium.ts';
import { plot } from './plot.ts';

/** Bars of one hue stand for one subject in every panel. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly hue: number;
}

export interface BarPanel {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** A line that values are held against. */
  readonly goal?: { readonly at: number; readonly label: string };
}

export interface BarChart {
  readonly title: string;
  readonly subtitle: string;
  readonly panels: readonly BarPanel[];
}

const WIDTH = 1000;
const NAMES = 390;
const LENGTH = WIDTH - NAMES - 110;
const ROW = 30;
const PALETTE = ['#0f5c73', '#b4521f', '#5b7f2b', '#8a8f94'];

/** Draws a chart into a PNG file. */
export function plotBars(file: `${string}.png`, chart: BarChart): Promise<void> {
  return inChromium((browser) => plot(browser, bars(chart), file));
}

/** Draws a chart. */
export function bars({ title, subtitle, panels }: BarChart): { svg: string; width: number; height: number } {
  let top = 78;
  const drawn = panels.map((panel) => {
    const text = panelAt(panel, top);
    top += 58 + panel.bars.length * ROW;
    return text;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}">
<style>text{font-family:'DejaVu Sans','Segoe UI',Arial,sans-serif;font-size:13px;fill:#1f2a30}.title{font-size:20px;font-weight:600}.panel{font-weight:600}.mark{font-size:12px;fill:#56656c}</style>
<rect width="${WIDTH}" height="${top}" fill="#fff"/>
<text x="24" y="32" class="title">${escaped(title)}</text><text x="24" y="55">${escaped(subtitle)}</text>
${drawn.join('\n')}\n</svg>`;
  return { svg, width: WIDTH, height: top };
}

function panelAt({ title, bars, goal }: BarPanel, top: number): string {
  const most = Math.max(...bars.map(({ value }) => value), goal?.at ?? 0);
  const bottom = top + 34 + bars.length * ROW;
  const rows = bars.map(({ name, value, hue }, at) => {
    const y = top + 30 + at * ROW;
    const length = Math.max(1, (LENGTH * value) / most);
    return `<text x="${NAMES - 10}" y="${y + 15}" text-anchor="end">${escaped(name)}</text><rect x="${NAMES}" y="${y}" width="${length}" height="${ROW - 9}" fill="${PALETTE[hue % PALETTE.length]}"/><text x="${NAMES + length + 8}" y="${y + 15}">${written(value)}</text>`;
  });
  const x = goal ? NAMES + (LENGTH * goal.at) / most : 0;
  const line = goal
    ? `<path d="M${x} ${top + 22}V${bottom}" stroke="#a02c52" stroke-dasharray="5 4" stroke-width="1.6"/><text x="${x}" y="${top + 16}" class="mark" text-anchor="middle">${escaped(goal.label)} ${written(goal.at)}</text>`
    : '';
  return `<text x="24" y="${top + 14}" class="panel">${escaped(title)}</text>${rows.join('')}${line}`;
}

function written(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: value >= 1000 ? 4 : 3 });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
