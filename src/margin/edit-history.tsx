/** Earlier versions of the reader's own note, with what changed marked, and a way to put one back. Nobody else sees them. */
import { useEffect, useState } from 'preact/hooks';
import { diffWords } from '../core/word-diff.ts';
import type { Note } from '../core/note.ts';
import { wordsOf } from '../core/words-of.ts';
import { listOf } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { EarlierVersion } from '../protocol/from-pages.ts';
import { colorName } from '../ui/color-sample.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { Acts } from './acts.ts';
import { GuardedButton } from './guarded-button.tsx';
import './edit-history.css';

/** Read only when it is opened. */
export function EditHistory({ note, acts }: { note: Note; acts: Acts }) {
  const [versions, setVersions] = useState<readonly EarlierVersion[] | null>(null);
  const open = async (): Promise<void> => setVersions(await acts.earlier(note));
  useEffect(() => {
    // Each edit makes a version.
    if (versions) void open();
  }, [note.updated]);
  return (
    <details class="edit-history soft" onToggle={(event) => event.currentTarget.open && void open()}>
      <summary>{t('earlierTitle')}</summary>
      {versions?.length === 0 && <p>{t('earlierNone')}</p>}
      {versions && versions.length > 0 && (
        <>
          <p>{t('earlierHint')}</p>
          <ol>
            {versions.map((version, at) => (
              <Version
                key={version.at + String(at)}
                version={version}
                next={versions[at - 1] ?? { ...note, color: note.color?.name ?? null }}
                acts={acts}
                putBack={() => acts.putBack(note, version)}
              />
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

type Words = Pick<EarlierVersion, 'text' | 'tags' | 'color'>;
type Props = { version: EarlierVersion; next: Words; acts: Acts; putBack: () => void };

/** @param next what took its place */
function Version({ version, next, acts, putBack }: Props) {
  const pieces = diffWords(wordsOf(version.text), wordsOf(next.text));
  const also = [tagsChanged(version, next), colorChanged(version, next)].filter((one) => one !== null);
  return (
    <li class="earlier">
      <p>
        {t('earlierUntil')} <TimeAgo instant={version.at} />
      </p>
      <p class="earlier-words" dir="auto">
        {pieces.map(({ kind, text }, at) => {
          if (kind === 'same') return text;
          // Said as well as shown: assistive technology mostly reads over both elements.
          const [Mark, said] =
            kind === 'removed' ? (['del', t('earlierRemoved')] as const) : (['ins', t('earlierAdded')] as const);
          return (
            <Mark key={at}>
              <span class="unseen"> {said}: </span>
              {text}
            </Mark>
          );
        })}
      </p>
      {also.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <GuardedButton size="small" weight="quiet" icon="retry" onAct={putBack} onUnseen={acts.unseen}>
        {t('earlierPutBack')}
      </GuardedButton>
    </li>
  );
}

function tagsChanged(version: Words, next: Words): string | null {
  if (version.tags.join('\n') === next.tags.join('\n')) return null;
  return t('earlierTags', version.tags.length > 0 ? listOf(version.tags) : t('earlierNothing'));
}

function colorChanged(version: Words, next: Words): string | null {
  if (version.color === next.color) return null;
  return t('earlierColor', version.color ? colorName(version.color) : t('colorNone'));
}
