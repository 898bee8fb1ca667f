/** A button for what cannot be taken back unseen (publish, delete): by mouse it works only while it is really visible. */
import { useEffect, useRef } from 'preact/hooks';
import { Button, IconButton, type ButtonProps } from '../ui/button.tsx';
import { isByKeyboard, seesOcclusion, watchVisibility, type Eye } from './visibility.ts';

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
    if (isByKeyboard(event) || (await eye.isSeen())) onAct();
    else onUnseen();
  };
  const native = { ...button, ref: element, onClick: (event: MouseEvent) => void onClick(event) };
  return icon && label ? <IconButton {...native} icon={icon} label={label} /> : <Button {...native} />;
}

/**
 * The eye on an element for as long as it is mounted. Where the browser looks for occlusion, which
 * costs it work at every frame, the eye opens only when the pointer comes near or the first
 * question is asked; a list may have a thousand.
 */
export function useEye(element: { readonly current: Element | null }): Eye {
  const open = useRef<() => Eye | null>(() => null);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const life = new AbortController();
    let eye: Eye | undefined;
    open.current = () => (eye ??= watchVisibility(current, life.signal));
    if (!seesOcclusion) open.current();
    for (const near of ['pointerenter', 'pointerdown', 'focusin']) {
      current.addEventListener(near, () => open.current(), { signal: life.signal });
    }
    return () => life.abort();
  }, []);
  return useRef<Eye>({ isSeen: async () => (await open.current()?.isSeen()) ?? false }).current;
}
