/** Bringing notes in: choose, look at what was found, take it, and have it back out if it was not what was meant. */
import { useRef, useState } from 'preact/hooks';
import { MAX_FILE } from '../../core/import/imported.ts';
import { megabytes } from '../../platform/formats.ts';
import { plural, t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ViewProps } from '../ports.ts';
import { ProgressLine } from '../progress-line.tsx';
import { FoundCard } from './found-card.tsx';
import { ResultCard } from './result-card.tsx';
import { useImport, type Course } from './use-import.ts';
import './import.css';

export function ImportView({ library, ports }: ViewProps) {
  const { course, read, fetchFrom, take, undo, stop, again } = useImport(ports);
  return (
    <>
      <h1>{t('importTitle')}</h1>
      <p class="soft">{t('importHint')}</p>
      <div class="import-course" aria-live="polite">
        <Stand course={course} onStop={stop} />
      </div>
      {course.at === 'choosing' && (
        <>
          <FileCard onFile={read} />
          <AccountCard onToken={fetchFrom} />
        </>
      )}
      {course.at === 'found' && (
        <FoundCard
          found={course.found}
          failed={course.failed}
          library={library}
          save={ports.save}
          ask={ports.catalog.ask}
          onTake={(group) => take(course.found, group)}
          onAgain={again}
        />
      )}
      {course.at === 'done' && (
        <ResultCard result={course} save={ports.save} onUndo={() => undo(course)} onAgain={again} />
      )}
      {course.at === 'undone' && (
        <div>
          <Button onClick={again}>{t('importAgain')}</Button>
        </div>
      )}
    </>
  );
}

function Stand({ course, onStop }: { course: Course; onStop: () => void }) {
  switch (course.at) {
    case 'choosing':
      return course.failed && <Notice tone="error">{failureInWords(course.failed)}</Notice>;
    case 'reading':
      return <ProgressLine label={t('importReading')} done={course.done} of={course.of} onCancel={onStop} />;
    case 'fetching':
      return <ProgressLine label={t('importFetching')} done={course.done} of={course.of} onCancel={onStop} />;
    case 'taking':
    case 'undoing':
      return (
        <ProgressLine
          label={t(course.at === 'taking' ? 'importRunning' : 'importUndo')}
          done={course.done}
          of={course.of}
          onCancel={course.at === 'taking' ? onStop : undefined}
        />
      );
    case 'undone':
      return (
        <Notice>
          {t('importUndone')} {course.kept > 0 && plural('importKept', course.kept)}
        </Notice>
      );
    case 'found':
    case 'done':
      return null;
  }
}

type Failure = NonNullable<Extract<Course, { at: 'choosing' }>['failed']>;

function failureInWords(failed: Failure): string {
  switch (failed) {
    case 'too-large':
      return t('importTooLarge', megabytes(MAX_FILE));
    case 'unknown':
      return t('importUnknown');
    case 'token':
      return t('importFailedToken');
    case 'unreachable':
      return t('importFailedUnreachable');
    case 'permission':
      return t('importFailedPermission');
  }
}

function FileCard({ onFile }: { onFile: (file: Blob) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <section class="card" aria-labelledby="import-file">
      <h2 id="import-file">{t('importFile')}</h2>
      <p class="soft form-words" id="import-kinds">
        {t('importKinds')}
      </p>
      <input
        ref={field}
        class="unseen"
        type="file"
        tabIndex={-1}
        aria-label={t('importChoose')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file can be chosen again after it was changed.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <Button weight="primary" aria-describedby="import-kinds" onClick={() => field.current?.click()}>
        {t('importChoose')}
      </Button>
    </section>
  );
}

function AccountCard({ onToken }: { onToken: (token: string) => void }) {
  const [token, setToken] = useState('');
  return (
    <section class="card" aria-labelledby="import-account">
      <h2 id="import-account">{t('importAccount')}</h2>
      <form
        class="action-form"
        onSubmit={(event) => {
          event.preventDefault();
          onToken(token.trim());
          setToken('');
        }}
      >
        <TextField
          label={t('importToken')}
          type="password"
          autocomplete="off"
          value={token}
          onValue={setToken}
          hint={t('importTokenHint')}
        />
        <div class="action-form-go">
          <Button type="submit" disabled={token.trim() === ''}>
            {t('importFetch')}
          </Button>
        </div>
      </form>
    </section>
  );
}
