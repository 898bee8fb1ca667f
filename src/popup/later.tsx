/** Views that are not on the first screen: their files are fetched when they are shown, so that it need not wait for them. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Until the file is there nothing stands in its place: it lies in the extension itself, so that takes a moment and no network. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let found: ComponentType<P> | undefined;
  return (props: P) => {
    const [View, setView] = useState(() => found);
    useEffect(() => {
      const fetchView = async (): Promise<void> => {
        const view = (found ??= await load());
        setView(() => view);
      };
      void fetchView();
    }, []);
    return View ? <View {...props} /> : null;
  };
}
