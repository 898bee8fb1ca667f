/**
 * Files put into the downloads folder without a question. The permission is optional: it is asked for at the moment somebody turns
 * backups on.
 */
import { browser } from './browser.ts';

const PERMISSION = { permissions: ['downloads' as const] };
/** How long a file may take to be written, in looks at it. */
const LOOKS = 120;
const BETWEEN_LOOKS = 500;

/** Call it right in the handler of a press: browsers ask at no other time. False if it was refused. */
export function askForDownloads(): Promise<boolean> {
  return browser.permissions.request(PERMISSION);
}

/**
 * Resolves when the file is written; one of the same name is replaced.
 * @param name below the downloads folder
 * @throws where the permission is gone, or the file could not be written
 */
export async function saveToDownloads(name: string, mediaType: string, text: string): Promise<void> {
  if (!(await browser.permissions.contains(PERMISSION))) throw new Error('downloads are not allowed');
  const { url, release } = await addressOf(new Blob([text], { type: mediaType }));
  try {
    const download = await browser.downloads.download({
      url,
      filename: name,
      conflictAction: 'overwrite',
      saveAs: false,
    });
    await written(download);
    // Nobody looks for it in the list of what they fetched themselves.
    await browser.downloads.erase({ id: download });
  } finally {
    release();
  }
}

/** A service worker can make no address of a blob, and Firefox takes no other: https://bugzilla.mozilla.org/show_bug.cgi?id=1696174 */
async function addressOf(blob: Blob): Promise<{ url: string; release: () => void }> {
  if ('createObjectURL' in URL) {
    const url = URL.createObjectURL(blob);
    return { url, release: () => URL.revokeObjectURL(url) };
  }
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const parts: string[] = [];
  // In pieces of whole threes, so that each can be encoded by itself.
  for (let at = 0; at < bytes.length; at += 30_000) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 30_000))));
  }
  return { url: `data:${blob.type};base64,${parts.join('')}`, release: () => undefined };
}

async function written(id: number): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const [download] = await browser.downloads.search({ id });
    if (download?.state === 'complete') return;
    if (!download || download.state === 'interrupted') throw new Error(download?.error ?? 'the download is gone');
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
  }
  throw new Error('the download did not end');
}
