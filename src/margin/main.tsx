/** The margin's entry: connects it to the page beside it and to the background. It hears no window messages. */
import { onEvent } from '../platform/events.ts';
import { t } from '../platform/i18n.ts';
import { openPagePort } from '../platform/port.ts';
import { backgroundCaller, tabCaller } from '../platform/rpc.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { MARGIN_PORT } from '../protocol/frame-ports.ts';
import { hearing } from '../protocol/hearing.ts';
import { toMargin } from '../protocol/margin-port.ts';
import { toContent } from '../protocol/to-content.ts';
import { mountPage } from '../ui/mount.tsx';
import { openEarly } from './early-port.ts';
import { MarginPage } from './margin-page.tsx';

/** In a window of its own, the address says which tab it belongs to: `#tab=ID`. */
const tab = /^#tab=(\d+)$/.exec(location.hash)?.[1];

const port = openEarly(async (hear) => {
  // a page that was loaded again since may have nobody yet who accepts ports
  if (tab !== undefined) await tabCaller('content', toContent, Number(tab))('page.wake', {});
  return openPagePort(tab === undefined ? null : Number(tab), MARGIN_PORT, hearing(toMargin, hear));
});

mountPage(<MarginPage call={backgroundCaller('pages', fromPages)} port={port} events={onEvent} />, t('marginTitle'));
