/** Reports (storage/reports.ts) over one SQLite connection. */
import { HIDDEN } from '../../../core/hiding.ts';
import { integer, text } from '../columns.ts';
import type { ReportReading, ReportWriting } from '../reports.ts';
import { toReport } from '../rows.ts';
import type { Statements } from './statements.ts';

const REPORTS = 'SELECT * FROM reports WHERE group_id = ? ORDER BY at DESC, note, reporter LIMIT ?';
const COUNT = 'SELECT count(*) AS n FROM reports WHERE group_id = ? AND reporter = ?';
const HIDDEN_RECORDS = `
  SELECT id FROM records WHERE group_id = ? AND target IS NOT NULL AND slot = '${HIDDEN}' ORDER BY seq DESC LIMIT ?`;
const PUT = 'INSERT OR REPLACE INTO reports (group_id, note, reporter, reason, at) VALUES (?, ?, ?, ?, ?)';
const DROP = 'DELETE FROM reports WHERE group_id = ? AND note = ?';

export function sqliteReportReading(statements: Statements): ReportReading {
  return {
    reports: async (group, limit) => statements.get(REPORTS).all(group, limit).map(toReport),
    countReports: async (group, reporter) => integer(statements.get(COUNT).get(group, reporter) ?? {}, 'n'),
    hiddenRecords: async (group, limit) =>
      statements
        .get(HIDDEN_RECORDS)
        .all(group, limit)
        .map((found) => text(found, 'id')),
  };
}

export function sqliteReportWriting(statements: Statements): ReportWriting {
  return {
    putReport: async ({ group, note, reporter, reason, at }) => {
      statements.get(PUT).run(group, note, reporter, reason, at);
    },
    dropReports: async (group, note) => Number(statements.get(DROP).run(group, note).changes),
  };
}
