/**
 * The endpoint finds the sample notes' passages without a browser; its reading of a page must be
 * the browser's, or its notes would name places that no learner sees.
 */
import { describe, expect, test } from 'vitest';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import { visibleText } from '../../src/server/sample/visible-text.ts';

// Vite reads the files for the page; no types of Vite's are within reach here.
const READINGS = {
  long: '../../src/server/sample/readings/appointments-with-the-sea.html',
  arabic: '../../src/server/sample/readings/fi-al-hamish-muttasa.html',
  short: '../../src/server/sample/readings/the-same-page-again.html',
};

async function render(html: string): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  frame.srcdoc = html;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await loaded;
  return frame;
}

describe('the endpoint reads a page as the browser does', () => {
  test.each(Object.entries(READINGS))('%s', async (_, file) => {
    const { default: html } = (await import(/* @vite-ignore */ `${file}?raw`)) as { default: string };
    const frame = await render(html);
    const [ours, browsers] = [visibleText(html), buildTextIndex(frame.contentDocument!).text];
    frame.remove();
    let at = 0;
    while (at < ours.length && ours[at] === browsers[at]) at++;
    expect(ours.length).toBeGreaterThan(3000);
    // Only the first difference: both texts are long.
    expect(ours.slice(at, at + 60)).toBe(browsers.slice(at, at + 60));
  });
});
