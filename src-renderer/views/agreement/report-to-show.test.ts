import { describe, expect, it } from 'vitest';
import type { AgreementReport } from '#shared/domain/agreement.ts';
import { reportToShow } from './report-to-show.ts';

const report = (clips: number): AgreementReport => ({
  ...{ kind: 'emotion', clips, subjects: 0 },
  ...{ raters: [], figures: [], pairs: [], notes: [] },
});

describe('the report that is shown', () => {
  const before = report(20);
  const made = { key: 'emotion', of: before, report: report(20) };

  it('has the resampled intervals while question and labels stay', () => {
    expect(reportToShow(before, made, 'emotion')).toBe(made.report);
    expect(reportToShow(before, null, 'emotion')).toBe(before);
  });
  it('has them no more once labels changed', () => {
    const after = report(21);
    expect(reportToShow(after, made, 'emotion')).toBe(after);
  });
  it('has them no more under another question', () => {
    expect(reportToShow(before, made, 'intensity')).toBe(before);
  });
});
