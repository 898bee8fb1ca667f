/** Formulas: read as MathML when the library is there, harmless whatever was typed, and words where they cannot be read. */
import '../setup-i18n.ts';
import { expect, test } from 'vitest';
import { Markdown } from '../../src/ui/markdown.tsx';
import { axeFaults } from './axe.ts';
import { show } from './show.tsx';

const shown = async (text: string) => {
  const root = await show(<Markdown text={text} />);
  await expect.poll(() => root.querySelector('.formula .katex, .formula-unread')).not.toBeNull();
  return root;
};

test('in a line and on lines of its own', async () => {
  const root = await shown('Half is $\\frac{1}{2}$.\n\n$$\n\\sum_{i=1}^n i\n$$');
  await expect.poll(() => root.querySelectorAll('math')).toHaveLength(2);
  expect(root.querySelector('p mfrac')?.textContent).toBe('12');
  expect(root.querySelector('.formula-display math')?.getAttribute('display')).toBe('block');
  expect(root.querySelector('.formula math')!.getBoundingClientRect().width).toBeGreaterThan(0);
  expect(await axeFaults(root)).toEqual([]);
});

test('until then, and where it cannot be read, it stands as it was typed', async () => {
  const root = await show(<Markdown text={'$x^2$'} />);
  expect(root.querySelector('.formula')?.textContent).toContain('x^2');
  const unread = (await shown('$\\frac{1}$')).querySelector<HTMLElement>('.formula-unread');
  expect(unread?.textContent).toBe('\\frac{1}');
  expect(unread?.title).toContain('LaTeX');
  const deep = `${'{'.repeat(990)}x${'}'.repeat(990)}`;
  const long = 'x'.repeat(3000);
  for (const tex of [deep, long]) {
    const kept = await show(<Markdown text={`$${tex}$`} />);
    await new Promise((done) => setTimeout(done, 50));
    expect(kept.textContent).toContain(tex.slice(0, 900));
  }
});

test('what defines macros, or grows too large, is not drawn', async () => {
  const bomb = `\\def\\a{${'x'.repeat(900)}}${'\\a'.repeat(480)}`;
  const table = `\\begin{matrix}${'a&'.repeat(980)}\\end{matrix}`;
  for (const tex of [bomb, table]) {
    const root = await shown(`$${tex}$`);
    expect(root.querySelector('.formula-unread')?.innerHTML).toHaveLength(tex.replaceAll('&', '&amp;').length);
  }
});

test.each([
  '\\href{javascript:globalThis.harmed=1}{x}',
  '\\url{https://tracker.invalid}',
  '\\includegraphics{https://tracker.invalid/p.png}',
  '\\htmlData{onclick=globalThis.harmed=1}{x}',
  '\\htmlStyle{position:fixed;inset:0}{x}',
  '\\htmlClass{note}{x}',
  '\\text{<img src=x onerror=globalThis.harmed=1>}',
  '\\def\\a{\\a\\a}\\a',
  '\\rule{9999em}{9999em}',
  '\\kern{-9999em}x',
  '\\unicode{x}',
  '\\pmb{x}',
  '\\fcolorbox{red}{blue}{x}',
])('%s does no harm', async (tex) => {
  const root = await shown(`before $${tex}$ after`);
  expect(root.querySelectorAll('a, img, script, iframe, [onclick], [style], .note')).toHaveLength(0);
  expect('harmed' in globalThis).toBe(false);
  const box = root.querySelector('.formula')!.getBoundingClientRect();
  expect(box.height).toBeLessThan(400);
  expect(box.right).toBeLessThanOrEqual(root.getBoundingClientRect().right + 1);
  expect(root.textContent).toContain('before');
});
