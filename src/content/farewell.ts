/** The one line that says that the extension is gone, for a page that may have nothing else of ours. */
import { createHost } from '../annotator/host.ts';
import { showNotice } from '../annotator/notice.ts';
import { NOTICE_STYLES } from '../annotator/notice-styles.ts';
import type { Farewell } from '../protocol/from-content.ts';

export function sayFarewell({ document, location }: Window, words: Farewell): void {
  const host = createHost(document, words, NOTICE_STYLES, new AbortController().signal);
  showNotice(host, document, words, () => location.reload());
}
