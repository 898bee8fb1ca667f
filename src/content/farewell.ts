/** The one line that says that the extension is gone, in a page where something of ours was to be seen. */
import { createHost, type Tongue } from '../annotator/host.ts';
import { showNotice, type Notice } from '../annotator/notice.ts';
import { NOTICE_STYLES } from '../annotator/notice-styles.ts';
import { onSuccession } from './succession.ts';

/** @param words read while there was somebody to ask */
export function sayFarewell({ document, location }: Window, tongue: Tongue, words: Notice): void {
  const life = new AbortController();
  const host = createHost(document, tongue, NOTICE_STYLES, life.signal);
  showNotice(host, document, words, () => location.reload());
  onSuccession(document, () => life.abort(), life.signal);
}
