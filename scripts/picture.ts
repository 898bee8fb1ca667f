/** `npm run picture`: makes the README's picture anew from the built extension and the sample class. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './browsers.ts';
import { startSampleEndpoint } from './sample-endpoint.ts';
import { walkTour } from './tour.ts';

ensureBrowsers(['chromium']);
const folder = await mkdtemp(join(tmpdir(), 'commonplace-picture-'));
const endpoint = await startSampleEndpoint(join(folder, 'data'), 0);
try {
  const pictures = await walkTour(endpoint, join(folder, 'tour'));
  const margin = pictures.find((path) => path.endsWith('-margin.png'));
  if (!margin) throw new Error('the tour made no picture of the margin');
  await cp(margin, 'docs/picture.png');
} finally {
  await endpoint.stop();
  await rm(folder, { recursive: true, force: true });
}
