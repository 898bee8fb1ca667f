/** The part of the storage port for what members report of notes (ADR 0043): rows of their own, since nobody's device has them. */
import type { Id } from '../../core/id.ts';

/** `at` in milliseconds since 1970. */
export type Report = { group: Id; note: Id; reporter: Id; reason: string; at: number };

export type ReportReading = {
  /** The newest first. */
  reports(group: Id, limit: number): Promise<Report[]>;
  countReports(group: Id, reporter: Id): Promise<number>;
  /** The records of a group that hold what is hidden (core/hiding.ts), the newest first. */
  hiddenRecords(group: Id, limit: number): Promise<Id[]>;
};

export type ReportWriting = {
  /** In the place of what the same person said of the same note before. */
  putReport(report: Report): Promise<void>;
  /** Answers how many there were of the note. */
  dropReports(group: Id, note: Id): Promise<number>;
};
