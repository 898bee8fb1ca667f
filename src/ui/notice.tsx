/** A line that says what is the matter and what to do about it. */
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

/** `error` is spoken at once, the others when the reader pauses. `action` is the button that does what to do. */
export function Notice({
  tone = 'info',
  children,
  action,
}: {
  tone?: 'info' | 'warn' | 'error';
  children: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon name={tone === 'info' ? 'info' : 'warning'} />
      <div class="notice-words">{children}</div>
      {action && <div class="notice-action">{action}</div>}
    </div>
  );
}
