/**
 * What a reader does and sees in a page with the extension: selecting, the adder in its closed
 * shadow root (found over the debugging protocol, pressed by the real mouse), painted passages.
 */
import type { CDPSession, Frame, Page } from 'puppeteer-core';
import type { Color } from '../../../src/core/color.ts';
import { until } from './wait.ts';

/** Selects the first occurrence of a text, white space as it is seen, by dragging the mouse over it. */
export async function selectText(page: Page, text: string): Promise<void> {
  // A hidden tab takes no mouse, and the first-run page may have come to the front.
  await page.bringToFront();
  const points = await page.evaluate((wanted) => {
    const places: { node: Text; at: number }[] = [];
    const seen: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < (node as Text).data.length; at++) {
        const character = /\s/.test((node as Text).data.charAt(at)) ? ' ' : (node as Text).data.charAt(at);
        if (character === ' ' && seen.at(-1) === ' ') continue;
        seen.push(character);
        places.push({ node: node as Text, at });
      }
    }
    const start = seen.join('').indexOf(wanted);
    const first = places[start];
    const last = places[start + wanted.length - 1];
    if (start < 0 || !first || !last) return null;
    first.node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const boxOf = ({ node, at }: { node: Text; at: number }) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    const [from, to] = [boxOf(first), boxOf(last)];
    const leftward = first.node.parentElement && getComputedStyle(first.node.parentElement).direction === 'rtl';
    return {
      from: { x: leftward ? from.right - 0.5 : from.left + 0.5, y: from.top + from.height / 2 },
      to: { x: leftward ? to.left + 0.5 : to.right - 0.5, y: to.top + to.height / 2 },
    };
  }, text);
  if (!points) throw new Error(`the page does not show: ${text}`);
  await page.mouse.move(points.from.x, points.from.y);
  await page.mouse.down();
  await page.mouse.move(points.to.x, points.to.y, { steps: 4 });
  await page.mouse.up();
}

type DomNode = {
  nodeId: number;
  backendNodeId: number;
  nodeName: string;
  attributes?: string[];
  children?: DomNode[];
  shadowRoots?: DomNode[];
  nodeValue?: string;
};

/** Presses a button in the host by its `data-act`, with the real mouse. */
export async function pressAdder(page: Page, act: 'highlight' | 'comment' | Color): Promise<void> {
  const { value: point } = await until(`the adder's button ${act}`, () => hostButton(page, act));
  await page.mouse.click(point.x, point.y);
}

/** Middle of a visible button in the host, or null. */
export async function hostButton(page: Page, act: string): Promise<{ x: number; y: number } | null> {
  const client = await page.createCDPSession();
  try {
    const host = await hostNode(client);
    const button =
      host && find(host, (node) => node.nodeName.toUpperCase() === 'BUTTON' && attribute(node, 'data-act') === act);
    if (!button) return null;
    const { model } = await client.send('DOM.getBoxModel', { backendNodeId: button.backendNodeId });
    const [x1, y1, , , x2, y2] = model.border;
    return { x: (Number(x1) + Number(x2)) / 2, y: (Number(y1) + Number(y2)) / 2 };
  } catch {
    return null;
  } finally {
    await client.detach();
  }
}

/** The words that stand in the host (adder, notices, keyboard way), without its style sheet. */
export async function hostText(page: Page): Promise<string> {
  const client = await page.createCDPSession();
  try {
    const host = await hostNode(client);
    return host ? textOf(host) : '';
  } finally {
    await client.detach();
  }
}

/** Whether something in the host is of all these classes. */
export async function hostShows(page: Page, ...classes: string[]): Promise<boolean> {
  const client = await page.createCDPSession();
  try {
    const host = await hostNode(client);
    const isIt = (node: DomNode): boolean => {
      const all = attribute(node, 'class')?.split(' ') ?? [];
      return classes.every((one) => all.includes(one));
    };
    return host !== null && find(host, isIt) !== null;
  } finally {
    await client.detach();
  }
}

async function hostNode(client: CDPSession): Promise<DomNode | null> {
  // Not the whole tree: a page may have a hundred thousand nodes, and the host is a child of its root.
  const { root } = await client.send('DOM.getDocument', { depth: 2 });
  const host = find(root, (node) => node.nodeName.toLowerCase() === 'commonplace-host');
  if (!host) return null;
  const { node } = await client.send('DOM.describeNode', {
    backendNodeId: host.backendNodeId,
    depth: -1,
    pierce: true,
  });
  return node;
}

function find(node: DomNode, wanted: (node: DomNode) => boolean): DomNode | null {
  if (wanted(node)) return node;
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
    const found = find(child, wanted);
    if (found) return found;
  }
  return null;
}

function attribute(node: DomNode, name: string): string | undefined {
  const all = node.attributes ?? [];
  for (let at = 0; at < all.length; at += 2) if (all[at] === name) return all[at + 1];
  return undefined;
}

function textOf(node: DomNode): string {
  if (node.nodeName.toUpperCase() === 'STYLE') return '';
  if (node.nodeName === '#text') return node.nodeValue ?? '';
  return [...(node.shadowRoots ?? []), ...(node.children ?? [])].map(textOf).join(' ');
}

/** The texts painted in the page, by style name, as the page itself could see them. */
export function painted(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...CSS.highlights].map(([name, highlight]) => [
        name.replace('commonplace-', ''),
        [...highlight].map((range) => (range as Range).toString().replace(/\s+/g, ' ')),
      ]),
    ),
  );
}

/** Clicks a painted passage that has these words in it, a peer's or one's own, which opens the margin at its card. */
export async function clickPassage(page: Page, words: string): Promise<void> {
  const point = await page.evaluate((wanted) => {
    const painted = ['peer', 'mine'].flatMap((kind) => [...(CSS.highlights.get(`commonplace-${kind}`) ?? [])]);
    const range = painted.find((one) => (one as Range).toString().replace(/\s+/g, ' ').includes(wanted)) as Range;
    range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = range.getClientRects()[0]!;
    return { x: box.left + 30, y: box.top + box.height / 2 };
  }, words);
  await page.bringToFront();
  await page.mouse.click(point.x, point.y);
}

/** The margin's frame in the page, once it is there. */
export async function marginFrame(page: Page): Promise<Frame> {
  const { value } = await until('the margin frame', async () =>
    page.frames().find((frame) => frame.url().includes('/src/margin/')),
  );
  return value;
}
