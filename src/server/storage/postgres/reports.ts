/** Reports (storage/reports.ts) over PostgreSQL. */
import { HIDDEN } from '../../../core/hiding.ts';
import { integer, text } from '../columns.ts';
import type { ReportReading, ReportWriting } from '../reports.ts';
import { toReport } from '../rows.ts';
import type { Run, Statement } from './statement.ts';

const REPORTS: Statement = {
  name: 'reports',
  text: `
    SELECT group_id, note, reporter, reason, at FROM reports
    WHERE group_id = $1 ORDER BY at DESC, note, reporter LIMIT $2`,
};
const COUNT: Statement = {
  name: 'count_reports',
  text: 'SELECT count(*) AS n FROM reports WHERE group_id = $1 AND reporter = $2',
};
const HIDDEN_RECORDS: Statement = {
  name: 'hidden_records',
  text: `
    SELECT id FROM records
    WHERE group_id = $1 AND target IS NOT NULL AND slot = '${HIDDEN}' ORDER BY seq DESC LIMIT $2`,
};
const PUT: Statement = {
  name: 'put_report',
  text: `
    INSERT INTO reports (group_id, note, reporter, reason, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (group_id, note, reporter) DO UPDATE SET reason = excluded.reason, at = excluded.at`,
};
const DROP: Statement = {
  name: 'drop_reports',
  text: 'DELETE FROM reports WHERE group_id = $1 AND note = $2 RETURNING note',
};

export function postgresReportReading(run: Run): ReportReading {
  return {
    reports: async (group, limit) => (await run(REPORTS, [group, limit])).map(toReport),
    countReports: async (group, reporter) => integer((await run(COUNT, [group, reporter]))[0] ?? {}, 'n'),
    hiddenRecords: async (group, limit) =>
      (await run(HIDDEN_RECORDS, [group, limit])).map((found) => text(found, 'id')),
  };
}

export function postgresReportWriting(run: Run): ReportWriting {
  return {
    putReport: async ({ group, note, reporter, reason, at }) => {
      await run(PUT, [group, note, reporter, reason, at]);
    },
    dropReports: async (group, note) => (await run(DROP, [group, note])).length,
  };
}
