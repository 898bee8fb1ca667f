/** What was not taken: each with its place in the file and the reason, the first of them here and all of them in a file. */
import type { Rejected } from '../../core/import/imported.ts';
import { number } from '../../platform/formats.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import type { LibraryPorts } from '../ports.ts';
import { placeInWords, reportCsv, whyInWords } from './report.ts';

const SHOWN = 100;

export function RejectedList({ rejected, save }: { rejected: readonly Rejected[]; save: LibraryPorts['save'] }) {
  if (rejected.length === 0) return null;
  return (
    <details class="import-rejected">
      <summary>
        {t('importNot')} · {number(rejected.length)}
      </summary>
      <ul>
        {rejected.slice(0, SHOWN).map(({ at, why, what }, index) => (
          <li key={index} dir="auto">
            <bdi class="soft">{placeInWords(at)}</bdi> {whyInWords(why)} <bdi>{what}</bdi>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => save('commonplace-import.csv', 'text/csv', reportCsv(rejected))}>
        {t('importReport')}
      </Button>
    </details>
  );
}
