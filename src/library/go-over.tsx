/** A guest who has an account elsewhere goes over to it: by a code of another device, or of single sign-on. */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { CodeForm } from '../ui/code-form.tsx';
import { Notice } from '../ui/notice.tsx';
import { SingleSignOn, type Opened } from '../ui/single-sign-on.tsx';
import type { LibraryPorts } from './ports.ts';

/** @param endpoint where the guest is */
export function GoOver({ endpoint, ports: { call } }: { endpoint: string; ports: LibraryPorts }) {
  const [school, setSchool] = useState<Opened | null>(null);
  return (
    <details class="card go-over">
      <summary>{t('goOverTitle')}</summary>
      <p class="soft form-words">{t('goOverHint')}</p>
      <SingleSignOn endpoint={endpoint} ask={(given) => call('account.signInWays', given)} onOpened={setSchool} />
      {school && <Notice>{t('singleSignOnOpened', school.name)}</Notice>}
      <CodeForm
        key={school?.endpoint}
        endpoint={school?.endpoint ?? endpoint}
        label={t('goOverGo')}
        enter={(given) => call('account.signInByCode', { ...given, takeAlong: true })}
      />
    </details>
  );
}
