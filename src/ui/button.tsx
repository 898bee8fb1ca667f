/** Buttons in four weights, with words or with a drawing alone (whose words are then its name and its tip). */
import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type ButtonProps = Omit<ButtonHTMLAttributes, 'icon' | 'size' | 'children' | 'class'> & {
  /** `primary`: the one thing to do here. `quiet`: beside text. `danger`: takes something away. */
  weight?: 'plain' | 'primary' | 'quiet' | 'danger';
  size?: 'small' | 'normal';
  icon?: IconName;
  ref?: Ref<HTMLButtonElement>;
  children?: ComponentChildren;
};

/** A button with words. Never submits a form unless told to by `type`. */
export function Button({ weight = 'plain', size = 'normal', icon, children, ...native }: ButtonProps) {
  return (
    <button type="button" {...native} class={`button button-${weight} button-${size}`}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that is a drawing; `label` is what it is called and what its tip says. */
export function IconButton({
  icon,
  label,
  weight = 'quiet',
  size = 'normal',
  ...native
}: Omit<ButtonProps, 'children' | 'icon'> & { icon: IconName; label: string }) {
  return (
    <button
      type="button"
      {...native}
      class={`button button-icon button-${weight} button-${size}`}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  );
}
