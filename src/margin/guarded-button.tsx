/** A button for what cannot be taken back unseen (publish, delete): by mouse it works only while it is really visible. */
import { useEffect, useRef } from 'preact/hooks';
import { Button, IconButton, type ButtonProps } from '../ui/button.tsx';
import { isByKeyboard, watchVisibility, type Eye } from './visibility.ts';

type Props = Omit<ButtonProps, 'onClick' | 'ref' | 'icon'> & {
  onAct: () => void;
  /** Called instead when the button was not seen: says in words why nothing happened. */
  onUnseen: () => void;
};

/** As Button; with `icon` and `label` as IconButton. */
export function GuardedButton({
  onAct,
  onUnseen,
  icon,
  label,
  ...button
}: Props & { icon?: ButtonProps['icon']; label?: string }) {
  const element = useRef<HTMLButtonElement>(null);
  const eye = useEye(element);
  const onClick = async (event: MouseEvent): Promise<void> => {
    if (isByKeyboard(event) || (await eye.current?.isSeen())) onAct();
    else onUnseen();
  };
  const native = { ...button, ref: element, onClick: (event: MouseEvent) => void onClick(event) };
  return icon && label ? <IconButton {...native} icon={icon} label={label} /> : <Button {...native} />;
}

/** The eye on an element for as long as it is mounted. */
export function useEye(element: { readonly current: Element | null }): { readonly current: Eye | null } {
  const eye = useRef<Eye | null>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    const life = new AbortController();
    eye.current = watchVisibility(element.current, life.signal);
    return () => life.abort();
  }, []);
  return eye;
}
