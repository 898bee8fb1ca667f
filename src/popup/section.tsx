/** A part of the popup under its heading, with how much there is in it. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon, type IconName } from '../ui/icon.tsx';

type Props = {
  title: string;
  /** In words, as "3 notes". */
  count?: string | undefined;
  /** A mark before the heading. */
  icon?: IconName;
  /** Marks what asks for an answer. */
  asks?: boolean;
  children: ComponentChildren;
};

export function Section({ title, count, icon, asks = false, children }: Props) {
  const id = useId();
  return (
    <section class={asks ? 'part part-asks' : 'part'} aria-labelledby={id}>
      <div class="part-head">
        <h2 id={id}>
          {icon && <Icon name={icon} />}
          <bdi>{title}</bdi>
        </h2>
        {count && <span class="part-count soft">{count}</span>}
      </div>
      {children}
    </section>
  );
}
