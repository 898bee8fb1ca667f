/** Draws icons/*.png from icons/icon.svg in Chromium: `npm run icons`. The pictures are committed. */
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const svg = await readFile('icons/icon.svg', 'utf8');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const size of [16, 32, 48, 128]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<body style="margin:0;background:transparent">${svg.replace('<svg', `<svg width="${size}" height="${size}" style="display:block"`)}`,
  );
  await page.screenshot({ path: `icons/${size}.png`, omitBackground: true });
}
await browser.close();
