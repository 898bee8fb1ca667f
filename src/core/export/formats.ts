/**
 * The formats that notes can leave in, one function each. A new format is a file and a line here; the library
 * offers them (library/export/choices.ts).
 */
import { writeAnki } from './anki.ts';
import { forExport } from './as-written.ts';
import { writeBibtex } from './bibtex.ts';
import { writeCsl } from './csl.ts';
import type { AttachedFile, ExportFile, ExportInput, Piece } from './export-input.ts';
import { writeHtml } from './html.ts';
import { writeHypothesisJson } from './hypothesis-json.ts';
import { JSONLD_TYPE, jsonLdPieces } from './jsonld.ts';
import { type Flavour, LOGSEQ, OBSIDIAN, PLAIN } from './markdown-flavours.ts';
import { markdownFiles, markdownPictures } from './markdown.ts';
import { writeCsv } from './notes-csv.ts';
import { writeReadwise } from './readwise-csv.ts';
import { writeRis } from './ris.ts';

/** Of more than one file, or none, what is saved is a zip of them. */
export type ExportFormat = {
  extension: string;
  mediaType: string;
  files(input: ExportInput): ExportFile[];
  /** Where the files stand in the zip; its root for none. */
  folder?: string;
  /** What stands beside them: where there is any, one file becomes a zip too. */
  attached?: (input: ExportInput) => AttachedFile[];
};

const one =
  (write: (input: ExportInput) => Iterable<Piece>) =>
  (input: ExportInput): ExportFile[] => [{ name: input.title, pieces: write(input) }];

const inMarkdown = (flavour: Flavour) => ({
  extension: 'md',
  mediaType: 'text/markdown',
  files: markdownFiles(flavour),
  folder: flavour.folder,
  attached: markdownPictures,
});

const CSV = { extension: 'csv', mediaType: 'text/csv' };

export const FORMATS = {
  markdown: inMarkdown(PLAIN),
  obsidian: inMarkdown(OBSIDIAN),
  logseq: inMarkdown(LOGSEQ),
  html: { extension: 'html', mediaType: 'text/html', files: one(writeHtml) },
  jsonld: { extension: 'jsonld', mediaType: JSONLD_TYPE, files: one(jsonLdPieces) },
  hypothesis: { extension: 'json', mediaType: 'application/json', files: one(writeHypothesisJson) },
  csv: { ...CSV, files: one(writeCsv) },
  anki: { extension: 'txt', mediaType: 'text/plain', files: one(writeAnki) },
  readwise: { ...CSV, files: one(writeReadwise) },
  bibtex: { extension: 'bib', mediaType: 'application/x-bibtex', files: one(writeBibtex) },
  ris: { extension: 'ris', mediaType: 'application/x-research-info-systems', files: one(writeRis) },
  csl: { extension: 'json', mediaType: 'application/vnd.citationstyles.csl+json', files: one(writeCsl) },
} as const satisfies Record<string, ExportFormat>;

export type FormatName = keyof typeof FORMATS;

/** What is written of these notes, as they are to leave. */
export function filesOf(format: FormatName, input: ExportInput): ExportFile[] {
  return FORMATS[format].files({ ...input, notes: forExport(input.notes) });
}

/** What stands beside the files of the same; nothing for most formats. */
export function attachedTo(format: FormatName, input: ExportInput): AttachedFile[] {
  const { attached }: ExportFormat = FORMATS[format];
  return attached?.({ ...input, notes: forExport(input.notes) }) ?? [];
}
