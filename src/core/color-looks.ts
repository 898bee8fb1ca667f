/**
 * How each colour looks, in pages and on our own screens: its ink as red, green and blue, and the shape of its line, in
 * words of CSS. Separate from what colours are, which the endpoint shares.
 */
import type { Color } from './color.ts';

export const LOOKS: Readonly<Record<Color, { ink: string; line: string }>> = {
  yellow: { ink: '214 158 0', line: 'underline solid' },
  green: { ink: '40 150 80', line: 'underline double' },
  blue: { ink: '50 120 220', line: 'underline wavy' },
  pink: { ink: '214 70 130', line: 'underline dotted' },
  purple: { ink: '130 80 200', line: 'overline solid' },
};
