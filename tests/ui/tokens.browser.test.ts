/** Screens look like one product because colour and size of letters are named in one place: no style sheet has values of its own. */
import { expect, test } from 'vitest';

const SHEETS = import.meta.glob<string>('../../src/**/*.css', { query: '?raw', import: 'default', eager: true });
const NAMED = 'white|black|gray|grey|red|green|blue|yellow|orange|purple|pink|silver|maroon|navy|teal';
const OWN = [
  /#[0-9a-f]{3,8}\b/i,
  // What is made of a value that the element brings (a person's hue, a highlight's ink) is no colour of the sheet's.
  /\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\((?![^)]*var\()[^)]*\d/i,
  new RegExp(`(?:color|background|border|outline|fill|stroke)[^:;]*:[^;]*(?<![\\w-])(?:${NAMED})(?![\\w-])`, 'i'),
  /font-size:\s*[\d.]+(?:px|rem|pt)/i,
  /font:\s*(?:[\w%]+\s+)?[\d.]+(?:px|rem|pt)/i,
];

function ownValues(css: string): string[] {
  const lines = css.replace(/\/\*[\s\S]*?\*\//g, '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => OWN.some((own) => own.test(line)));
}

test('no style sheet but the tokens’ own names a colour or a size of letters', () => {
  const others = Object.entries(SHEETS).filter(([path]) => !path.endsWith('/ui/tokens.css'));
  expect(others.length).toBeGreaterThan(10);
  expect(others.flatMap(([path, css]) => ownValues(css).map((line) => `${path}: ${line}`))).toEqual([]);
});

test('the tokens themselves have them, so what is looked for is found', () => {
  const tokens = SHEETS['../../src/ui/tokens.css'] ?? '';
  expect(ownValues(tokens).some((line) => line.startsWith('--accent:'))).toBe(true);
  expect(
    ownValues('a { font-size: 13px; }\nb { color: white; }\nc { box-shadow: 0 0 1px rgb(0 0 0 / 6%); }'),
  ).toHaveLength(3);
  expect(ownValues('a { color: var(--ink); }\nb { background: oklch(92% 0.04 var(--hue)); }')).toEqual([]);
});
