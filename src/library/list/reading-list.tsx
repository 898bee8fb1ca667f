/** The documents that notes were found on: title, site, how many notes and lost passages, and when the last was written. */
import { useCallback } from 'preact/hooks';
import type { OwnKeys } from '../../core/own-keys.ts';
import type { Reading } from '../../core/search/readings.ts';
import { number } from '../../platform/formats.ts';
import { plural, t } from '../../platform/i18n.ts';
import { TimeAgo } from '../../ui/time-ago.tsx';
import type { Answer } from '../catalog/messages.ts';
import type { LibraryPorts } from '../ports.ts';
import { hashOf } from '../route.ts';
import { siteOf } from '../site-of.ts';
import { Snippet } from './snippet.tsx';
import { useChunks } from './use-chunks.ts';
import { VirtualList } from './virtual-list.tsx';

type Props = { answer: Answer; ports: LibraryPorts; keys: OwnKeys };

export function ReadingList({ answer, ports, keys }: Props) {
  const { ask } = ports.catalog;
  const { search, firstReadings } = answer;
  const load = useCallback((from: number, to: number) => ask('readings', { search, from, to }), [ask, search]);
  const { at, want } = useChunks<Reading>(search, load, firstReadings);
  return (
    <VirtualList
      label={t('listReadings')}
      count={answer.readings}
      height={5}
      onRange={want}
      keys={keys}
      draw={(index, isFocused) => {
        const reading = at(index);
        if (!reading) return <div class="document row-coming" />;
        const { key, title, source, count, orphans, latest } = reading;
        return (
          <div class="document">
            <a
              class="document-title row-go"
              dir="auto"
              tabIndex={isFocused ? 0 : -1}
              href={hashOf({ at: 'document', key })}
            >
              <Snippet text={title} marks={answer.marks} length={160} />
            </a>
            <p class="document-facts soft">
              <bdi>{siteOf(source)}</bdi> · {plural('notes', count)} ·{' '}
              <TimeAgo instant={new Date(latest).toISOString()} />
              {orphans > 0 && <span class="document-orphans"> · {t('listOrphans', number(orphans))}</span>}
            </p>
          </div>
        );
      }}
    />
  );
}
