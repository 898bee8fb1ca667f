/** The glance's entry: connects it to the page around it and to the background. It hears no window messages. */
import { t } from '../platform/i18n.ts';
import { openPagePort } from '../platform/port.ts';
import { backgroundCaller } from '../platform/rpc.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { GLANCE_PORT } from '../protocol/frame-ports.ts';
import { hearing } from '../protocol/hearing.ts';
import { toGlance } from '../protocol/glance-port.ts';
import { mountPage } from '../ui/mount.tsx';
import { Glance } from './glance.tsx';

mountPage(
  <Glance
    call={backgroundCaller('pages', fromPages)}
    port={(hear) => openPagePort(null, GLANCE_PORT, hearing(toGlance, hear))}
  />,
  t('glanceTitle'),
);
