/** LaTeX as MathML. The library that reads it is large, and is loaded with the first formula that is shown. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { harmless, mayBeRead, MAX_MATHML } from '../core/formula.ts';
import { t } from '../platform/i18n.ts';

type Props = { tex: string; /** On lines of its own. */ display?: boolean };

let loading: Promise<typeof import('katex')> | undefined;

/** Until the library is there, and where it cannot read it, the formula stands as it was typed. */
export function Formula({ tex, display = false }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    element.textContent = tex;
    element.classList.remove('formula-unread');
    element.removeAttribute('title');
    if (!mayBeRead(tex)) {
      showUnread(element, tex);
      return;
    }
    const shown = new AbortController();
    void render(element, tex, display, shown.signal);
    return () => shown.abort();
  }, [tex, display]);
  // what stands in it is not ours to keep in step
  return <span ref={place} class={display ? 'formula formula-display' : 'formula'} dir="ltr" />;
}

async function render(element: HTMLElement, tex: string, displayMode: boolean, gone: AbortSignal): Promise<void> {
  const { default: katex } = await (loading ??= import('katex'));
  if (gone.aborted) return;
  const drawn = document.createElement('span');
  try {
    katex.render(tex, drawn, harmless(displayMode));
  } catch {
    // not LaTeX, or braces within braces, deeper than the stack
  }
  if (drawn.hasChildNodes() && drawn.innerHTML.length <= MAX_MATHML) element.replaceChildren(...drawn.childNodes);
  else showUnread(element, tex);
}

function showUnread(element: HTMLElement, tex: string): void {
  element.textContent = tex;
  element.classList.add('formula-unread');
  element.title = t('formulaUnread');
}
