/** LaTeX as MathML. The library that reads it is large, and is loaded with the first formula that is shown. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { HARMLESS, MAX_TEX } from '../core/formula.ts';
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
    if (tex.length > MAX_TEX) return;
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
  try {
    katex.render(tex, element, { ...HARMLESS, displayMode });
  } catch {
    // not LaTeX, or braces within braces, deeper than the stack
    element.textContent = tex;
    element.classList.add('formula-unread');
    element.title = t('formulaUnread');
  }
}
