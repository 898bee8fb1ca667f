/** The margin's entry: its views, joined to what was asked for before they were there. */
import { first, port, shown, tab } from './start.ts';
import * as v from 'valibot';
import { closeOwnTab } from '../platform/close-own-tab.ts';
import { onEvent } from '../platform/events.ts';
import { t } from '../platform/i18n.ts';
import { backgroundCaller } from '../platform/rpc.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { hearing } from '../protocol/hearing.ts';
import { toMargin } from '../protocol/margin-port.ts';
import { mountPage } from '../ui/mount.tsx';
import { MarginPage } from './margin-page.tsx';
import { readFirst } from './read-first.ts';

const known = first.then((answer) => v.parse(fromPages['conversation.first'].answer, answer));

// No `await` of the module's own: what others have in common with it would be a file by itself, fetched after this one.
void shown.then(() =>
  mountPage(
    <MarginPage
      call={backgroundCaller('pages', fromPages)}
      first={readFirst(known)}
      port={(hear) => port(hearing(toMargin, hear))}
      events={onEvent}
      {...(tab !== null && { leave: () => void closeOwnTab() })}
    />,
    t('marginTitle'),
  ),
);
