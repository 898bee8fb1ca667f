/** What stands beside the text and is longer than the room there ends with a button for the rest. In a list nothing is cut (margin.css). */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';

export function Room({ children }: { children: ComponentChildren }) {
  const room = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const [isOpen, setOpen] = useState(false);
  /** Opens it where what has the focus, or what that belongs to, is cut off: keys go on into what is not shown. */
  const reach = (target: EventTarget | null): void => {
    const end = room.current?.getBoundingClientRect().bottom ?? 0;
    const whole = target instanceof Element ? (target.closest('form, .note-menu') ?? target) : null;
    if (whole && whole.getBoundingClientRect().bottom > end + 1) setOpen(true);
  };
  useLayoutEffect(() => {
    const { current } = room;
    const inner = current?.firstElementChild;
    if (!current || !inner) return undefined;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      // open, it is as high as what is in it
      if (!current.matches('.room-closed')) return;
      setLong(current.scrollHeight > current.clientHeight + 1);
      // what was opened here has pushed the button that was pressed out of sight
      if (current.contains(document.activeElement)) reach(document.activeElement);
    };
    const sizes = new ResizeObserver(() => (frame ||= requestAnimationFrame(look)));
    look();
    sizes.observe(current);
    sizes.observe(inner);
    return () => {
      sizes.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
  return (
    <>
      <div class={isOpen ? 'room' : 'room room-closed'} ref={room} onFocusIn={({ target }) => reach(target)}>
        <div>{children}</div>
      </div>
      {(isLong || isOpen) && (
        <Button size="small" weight="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'cardLess' : 'cardMore')}
        </Button>
      )}
    </>
  );
}
