/** A button for what cannot be taken back unseen (publish, delete): by mouse it works only while it is really visible. */
import { useEffect, useRef } from 'preact/hooks';
import { Button, IconButton, type ButtonProps } from '../ui/button.tsx';
import { isByKeyboard, seesOcclusion, watchVisibility, type Eye } from './visibility.ts';

type Props = Omit<ButtonProps, 'onClick' | 'ref' | 'icon'> & {
  onAct: () => void;
  /** Called instead when the button was not seen: says in words why nothing happened. */
  onUnseen: () => void;
};

/** As Button; with a `label` beside the `icon` as IconButton. */
export function GuardedButton({
  onAct,
  onUnseen,
  icon,
  label,
  ...button
}: Props & { icon?: ButtonProps['icon'] | undefined; label?: string }) {
  const element = useRef<HTMLButtonElement>(null);
  const eye = useEye(element);
  const looking = useRef(false);
  const onClick = async (event: MouseEvent): Promise<void> => {
    if (isByKeyboard(event)) return onAct();
    // The second click of a double click.
    if (looking.current) return;
    looking.current = true;
    const seen = await eye.isSeen();
    looking.current = false;
    if (seen) onAct();
    else onUnseen();
  };
  const native = { ...button, ref: element, onClick: (event: MouseEvent) => void onClick(event) };
  if (icon && label) return <IconButton {...native} icon={icon} label={label} />;
  return <Button {...native} {...(icon && { icon })} />;
}

/**
 * The eye on an element for as long as it is mounted. In a frame, Chromium takes up to a second for
 * its first look and then works at every frame: so the eye opens early, when the pointer or focus
 * comes to the note it stands in, but not before, since a list may have a thousand.
 */
export function useEye(element: { readonly current: Element | null }): Eye {
  const open = useRef<() => Eye | null>(() => null);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const life = new AbortController();
    let eye: Eye | undefined;
    open.current = () => (eye ??= watchVisibility(current, life.signal));
    const note = current.closest('.note-item');
    if (!seesOcclusion || !note) open.current();
    for (const near of ['pointerenter', 'pointerdown', 'focusin']) {
      note?.addEventListener(near, () => open.current(), { signal: life.signal });
    }
    return () => life.abort();
  }, []);
  return useRef<Eye>({ isSeen: async () => (await open.current()?.isSeen()) ?? false }).current;
}
