/** Which formulas are read at all, and that none changes how another is read. */
import katex from 'katex';
import { expect, test } from 'vitest';
import { harmless, mayBeRead, MAX_TEX } from '../../src/core/formula.ts';

test.each([
  String.raw`\def\a{x}\a`,
  String.raw`x\gdef\a{x}`,
  String.raw`\edef\a{x}`,
  String.raw`\xdef\a{x}`,
  String.raw`\global\let\a=b`,
  String.raw`\let\a b`,
  String.raw`\futurelet\a bc`,
  String.raw`\long\def\a{x}`,
  String.raw`\newcommand{\a}{x}`,
  String.raw`\newcommand\a{x}`,
  String.raw`\renewcommand\a{x}`,
  String.raw`\providecommand\a{x}`,
  String.raw`\def1{x}`,
  String.raw`\verb\x\\def\a{x}`,
  String.raw`\tag{x}\df@tag\df@tag`,
  String.raw`\bra@ket{}{x}{}{}{||}`,
  'x'.repeat(MAX_TEX + 1),
])('%s is not read', (tex) => expect(mayBeRead(tex)).toBe(false));

test.each([
  String.raw`\left(\deg \leftarrow\right)`,
  String.raw`\begin{CD} A @>a>> B \\@VbVV @VVcV \\ C @>>d> D \end{CD}`,
  String.raw`x = 1 \tag{1}`,
  String.raw`\default \letter \defn \newcommandx`,
  'def let newcommand',
])('%s may be', (tex) => expect(mayBeRead(tex)).toBe(true));

test('what one formula makes of the library’s macros is gone at the next', () => {
  const read = (tex: string) => katex.renderToString(tex, harmless(true));
  const before = read(String.raw`\frac{1}{2}`);
  read(String.raw`\gdef\frac#1#2{harmed}x`);
  expect(read(String.raw`\frac{1}{2}`)).toBe(before);
});
