/** How sync stands, in one line that says what to do. */
import { plural, t } from '../platform/i18n.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { readingText, type ReadingFacts } from './reading-text.ts';
import './forms.css';

export type SyncFacts = {
  state:
    | 'local'
    | 'ok'
    | 'syncing'
    | 'preparing'
    | 'unreachable'
    | 'not-endpoint'
    | 'signed-out'
    | 'outdated'
    | 'endpoint-outdated';
  endpoint: string | null;
  waiting: number;
  refused: number;
  reading?: ReadingFacts | undefined;
};

/** What the line's buttons do; `signIn` and `refused` go where that is dealt with. */
export type SyncActs = { again: () => void; signIn: () => void; refused: () => void };

export function SyncLine({ sync, acts }: { sync: SyncFacts; acts: SyncActs }) {
  const { tone, icon, words, act } = lineOf(sync, acts);
  return (
    <div class={`sync-line sync-${tone}`}>
      <span class="sync-words" role="status">
        <Icon name={icon} />
        <span>{words}</span>
      </span>
      {act && (
        <Button size="small" weight="quiet" onClick={act.does}>
          {act.label}
        </Button>
      )}
      {sync.refused > 0 && (
        <Button size="small" weight="danger" icon="warning" onClick={acts.refused}>
          {plural('syncRefused', sync.refused)}
        </Button>
      )}
    </div>
  );
}

type Line = { tone: 'quiet' | 'warn'; icon: IconName; words: string; act?: { label: string; does: () => void } };

function lineOf({ state, endpoint, waiting, reading }: SyncFacts, acts: SyncActs): Line {
  const again = { label: t('syncAgain'), does: acts.again };
  const signIn = { label: t('syncSignIn'), does: acts.signIn };
  if (reading && (state === 'ok' || state === 'syncing')) {
    return { tone: 'quiet', icon: 'retry', words: readingText(reading) };
  }
  switch (state) {
    case 'local':
      return { tone: 'quiet', icon: 'lock', words: t('syncLocal') };
    case 'ok':
      return waiting === 0
        ? { tone: 'quiet', icon: 'check', words: t('syncOk') }
        : { tone: 'quiet', icon: 'clock', words: plural('syncWaiting', waiting), act: again };
    case 'syncing':
      return { tone: 'quiet', icon: 'retry', words: t('syncSyncing') };
    case 'preparing':
      return { tone: 'quiet', icon: 'clock', words: t('error_preparing') };
    case 'unreachable':
      return { tone: 'warn', icon: 'clock', words: t('syncUnreachable'), act: again };
    case 'not-endpoint':
      return { tone: 'warn', icon: 'warning', words: t('syncNotEndpoint', endpoint ?? ''), act: again };
    case 'signed-out':
      return { tone: 'warn', icon: 'warning', words: t('syncSignedOut'), act: signIn };
    case 'outdated':
      return { tone: 'warn', icon: 'warning', words: t('syncOutdated') };
    case 'endpoint-outdated':
      return { tone: 'warn', icon: 'clock', words: t('syncEndpointOutdated'), act: again };
  }
}
