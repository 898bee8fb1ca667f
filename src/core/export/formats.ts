/**
 * The formats that notes can leave in, one function each. A new format is a file and a line here;
 * the library shows whatever stands in this table.
 */
import type { ExportInput } from './export-input.ts';
import { writeJsonLd } from './jsonld.ts';
import { writeMarkdown } from './markdown.ts';

/** `label` is the key of the format's name in messages.json. */
export type ExportFormat = { extension: string; mediaType: string; write(input: ExportInput): string };

export const FORMATS = {
  markdown: { label: 'exportMarkdown', extension: 'md', mediaType: 'text/markdown', write: writeMarkdown },
  jsonld: { label: 'exportJsonLd', extension: 'jsonld', mediaType: 'application/ld+json', write: writeJsonLd },
} as const satisfies Record<string, ExportFormat & { label: string }>;

export type FormatName = keyof typeof FORMATS;

/** A file name that every system takes, from a title in any script. */
export function exportFileName(input: Pick<ExportInput, 'title' | 'exportedAt'>, format: FormatName): string {
  const words = input.title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  // By code points and short: some systems allow 255 bytes, and one letter may take four.
  const short = Array.from(words).slice(0, 48).join('').replace(/-+$/, '') || 'notes';
  return `commonplace-${short}-${input.exportedAt.slice(0, 10)}.${FORMATS[format].extension}`;
}
