/** What each format is for, in the order in which they are offered. By name only: the writers themselves come when one is chosen. */
import type { FormatName } from '../../core/export/formats.ts';
import type { MessageKey } from '../../platform/i18n.ts';

/** `name` for what is called the same in every language, else the `label` that says it. */
type Choice = { format: FormatName; hint: MessageKey } & ({ name: string } | { label: MessageKey });

export const CHOICES: readonly { title: MessageKey; formats: readonly Choice[] }[] = [
  {
    title: 'exportToRead',
    formats: [
      { format: 'html', label: 'exportHtml', hint: 'exportHtmlHint' },
      { format: 'markdown', name: 'Markdown', hint: 'exportMarkdownHint' },
      { format: 'obsidian', name: 'Obsidian', hint: 'exportObsidianHint' },
      { format: 'logseq', name: 'Logseq', hint: 'exportLogseqHint' },
    ],
  },
  {
    title: 'exportToKeep',
    formats: [
      { format: 'jsonld', name: 'W3C Web Annotation (JSON-LD)', hint: 'exportJsonldHint' },
      { format: 'hypothesis', name: 'Hypothesis (JSON)', hint: 'exportHypothesisHint' },
      { format: 'csv', label: 'exportCsv', hint: 'exportCsvHint' },
      { format: 'readwise', name: 'Readwise (CSV)', hint: 'exportReadwiseHint' },
      { format: 'anki', name: 'Anki', hint: 'exportAnkiHint' },
    ],
  },
  {
    title: 'exportToCite',
    formats: [
      { format: 'bibtex', name: 'BibTeX', hint: 'exportBibtexHint' },
      { format: 'ris', name: 'RIS', hint: 'exportRisHint' },
      { format: 'csl', name: 'CSL-JSON', hint: 'exportCslHint' },
    ],
  },
];
