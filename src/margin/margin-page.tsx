/** The margin with what all that shows notes in it draws on. */
import { useMemo } from 'preact/hooks';
import { imagesFrom } from '../platform/images-from.ts';
import { Images } from '../ui/image-source.ts';
import { Margin } from './margin.tsx';
import type { Ports } from './ports.ts';

export function MarginPage(ports: Ports) {
  const { call, events } = ports;
  const images = useMemo(() => imagesFrom(call, events), [call, events]);
  return (
    <Images value={images}>
      <Margin {...ports} />
    </Images>
  );
}
