/** Puts a piece on the page with the styles it lives in. */
import '../setup-i18n.ts';
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';
// Brings the styles that every page has.
import '../../src/ui/mount.tsx';

/** Shows it in a landmark of its own, as a page would. */
export async function show(view: ComponentChild): Promise<HTMLElement> {
  const root = document.createElement('main');
  document.body.replaceChildren(root);
  await act(() => render(view, root));
  return root;
}

/** Does it and waits until the screen has followed. */
export async function settle(work: () => unknown): Promise<void> {
  await act(async () => {
    await work();
    await new Promise((done) => setTimeout(done, 10));
  });
}
