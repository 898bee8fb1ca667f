/** The report of an import: what was not taken, and why, in words and as a table to keep. */
import { csvRow, BYTE_ORDER_MARK } from '../../core/export/csv.ts';
import type { Place, Rejected, Why } from '../../core/import/imported.ts';
import { number } from '../../platform/formats.ts';
import { t } from '../../platform/i18n.ts';

export function placeInWords(at: Place): string {
  if ('file' in at) return at.file;
  return 'item' in at ? t('importAtItem', number(at.item)) : t('importAtLine', number(at.line));
}

export function whyInWords(why: Why): string {
  switch (why) {
    case 'unreadable':
      return t('importWhy_unreadable');
    case 'unsupported':
      return t('importWhy_unsupported');
    case 'empty':
      return t('importWhy_empty');
    case 'no-page':
      return t('importWhy_no_page');
    case 'too-long':
      return t('importWhy_too_long');
    case 'twice':
      return t('importWhy_twice');
    case 'no-target':
      return t('importWhy_no_target');
    case 'too-many':
      return t('importWhy_too_many');
  }
}

/** One row for everything that was not taken. */
export function reportCsv(rejected: readonly Rejected[]): string {
  const rows = rejected.map(({ at, why, what, detail }) => [placeInWords(at), whyInWords(why), what, detail ?? '']);
  return BYTE_ORDER_MARK + rows.map(csvRow).join('');
}
