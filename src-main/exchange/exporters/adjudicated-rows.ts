import { labelMarksProblem } from '#shared/domain/label.ts';
import type { ExportedLabel } from './label-exporter.ts';
import { saysEmotion } from './standing.ts';

const MARKS = [
  ['onset', 'onsetSource', 'onsetEstimated'],
  ['apex', 'apexSource', 'apexEstimated'],
  ['offset', 'offsetSource', 'offsetEstimated'],
] as const;

/** Whether a label says anything that a coding sheet keeps. */
export function saysCoding(label: ExportedLabel): boolean {
  return saysEmotion(label) || label.actionUnits !== null || MARKS.some(([mark]) => label[mark] !== null);
}

/** Whether a rater says anything that a sheet keeps and was not decided. */
export function saysMore(rater: ExportedLabel, decided: ExportedLabel): boolean {
  return (
    (saysEmotion(rater) && !saysEmotion(decided)) ||
    (rater.actionUnits !== null && decided.actionUnits === null) ||
    MARKS.some(([mark]) => rater[mark] !== null && decided[mark] === null)
  );
}

/**
 * What was decided, and where nothing was, what all `raters` who say anything there say alike: an apex that was
 * adjudicated must not take the emotion out of a sheet. Marks that would come out of order stay open.
 */
export function completed(decided: ExportedLabel, raters: readonly ExportedLabel[]): ExportedLabel {
  const ofScheme = raters.filter(({ raterScheme }) => raterScheme === decided.raterScheme);
  const row = {
    ...decided,
    actionUnits: decided.actionUnits ?? alike(raters, ({ actionUnits }) => actionUnits),
    emotion: saysEmotion(decided) ? decided.emotion : alike(ofScheme, ({ emotion }) => emotion),
  };
  const withMarks = { ...row };
  for (const [mark, source, estimated] of MARKS) {
    if (row[mark] !== null) continue;
    const frame = alike(raters, (label) => label[mark]);
    const from = raters.find((label) => frame !== null && label[mark] === frame);
    if (from === undefined) continue;
    withMarks[mark] = frame;
    withMarks[source] = from[source];
    withMarks[estimated] = from[estimated];
  }
  return labelMarksProblem(withMarks, withMarks.clip.frameCount) === null ? withMarks : row;
}

/** The one value that all who say anything say; null where there is none. */
function alike<T>(labels: readonly ExportedLabel[], read: (label: ExportedLabel) => T | null): T | null {
  const values = new Set(labels.map(read).filter((value) => value !== null));
  const [only = null] = values;
  return values.size === 1 ? only : null;
}
