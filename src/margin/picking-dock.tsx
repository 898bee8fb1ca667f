/** A passage is chosen without a mouse: joins what is picked (passage-picker.tsx) to the page, and to who will see it. */
import { t } from '../platform/i18n.ts';
import type { GroupChoice } from '../protocol/from-pages.ts';
import type { Acts } from './acts.ts';
import { PassagePicker } from './passage-picker.tsx';
import type { Audience } from './use-audience.ts';
import type { Page } from './use-page.ts';

type Props = {
  page: Page;
  acts: Acts;
  groups: readonly GroupChoice[];
  audience: Audience;
  /** No passage is picked any more. */
  onDone: () => void;
  say: (words: string) => void;
};

export function PickingDock({ page, acts, groups, audience, onDone, say }: Props) {
  return (
    <PassagePicker
      picked={page.picked}
      isAttaching={page.reattaching !== null}
      legend={groups.find(({ id }) => id === audience.group)?.legend ?? {}}
      audience={{ groups, value: audience.group, onChoose: audience.choose }}
      onStep={(step) => page.send({ type: 'pick', step })}
      onMark={(what, color) => {
        onDone();
        const mark = { type: 'mark', what, ...(color && { color }) } as const;
        void audience.confirm().then(
          (forMe) => page.send({ ...mark, ...(forMe && { audience: 'me' }) }),
          () => say(t('actFailed')),
        );
      }}
      onClose={() => (page.reattaching === null ? onDone() : acts.reattach(null))}
      onUnseen={acts.unseen}
    />
  );
}
