/**
 * Who will see what is written here: the group chosen for writing, and for what is being written the one that was chosen when
 * it was begun. A choice made elsewhere meanwhile, or an address that changed, never widens who sees half-written words.
 */
import { useEffect, useState } from 'preact/hooks';
import type { GroupChoice } from '../protocol/from-pages.ts';
import { writableGroup } from './on-this-page.ts';
import type { Ports } from './ports.ts';
import type { ComposerLife } from './use-composer.ts';

export type Audience = {
  /** The group for the next note. */
  group: string;
  /** The group of what is being written. */
  writesTo: string;
  choose: (group: string) => void;
  /** Makes sure that the next note goes to the group shown here; answers whether it is for its writer alone. */
  confirm: () => Promise<boolean>;
};

/** @param writeTo the group chosen for writing, wherever it was chosen */
export function useAudience(
  call: Ports['call'],
  { composer, groups, writeTo }: { composer: ComposerLife; groups: readonly GroupChoice[]; writeTo: string },
): Audience {
  const { composing, aim } = composer;
  const [chosen, setChosen] = useState<string | null>(null);
  const own = groups.find(({ personal }) => personal)?.id;
  const group = writableGroup(groups, chosen ?? writeTo);
  const begun = composing?.group ?? (composing?.forMe ? own : undefined);
  const writesTo = writableGroup(groups, begun ?? group);
  useEffect(() => {
    if (composing?.group === null && writesTo !== '') aim(writesTo, writesTo === own);
  }, [composing?.id, composing?.group, writesTo]);
  return {
    group,
    writesTo,
    choose(id) {
      setChosen(id);
      if (composing) aim(id, id === own);
      void call('group.choose', { group: id }).catch(() => undefined);
    },
    async confirm() {
      if (group === own) return true;
      await call('group.choose', { group });
      return false;
    },
  };
}
