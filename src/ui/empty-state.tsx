/** What an empty screen says: warmly and shortly what belongs here and how to begin. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** `children` are the words below the title, `action` the button to begin with. */
export function EmptyState({
  icon = 'note',
  title,
  children,
  action,
}: {
  icon?: IconName;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      {children && <div class="empty-words">{children}</div>}
      {action}
    </div>
  );
}
