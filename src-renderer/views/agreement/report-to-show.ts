import type { AgreementReport } from '#shared/domain/agreement.ts';

/** A report with resampled intervals, and what it was made for. */
export interface MadeReport {
  /** The question, in a form that can be compared. */
  readonly key: string;
  /** The report as it was asked for without them: another one came from other labels. */
  readonly of: AgreementReport;
  readonly report: AgreementReport;
}

/** What the page shows: the resampled report as long as question and labels are those it was made of. */
export function reportToShow(report: AgreementReport, made: MadeReport | null, key: string): AgreementReport {
  return made !== null && made.key === key && made.of === report ? made.report : report;
}
