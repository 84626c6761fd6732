import type { AgreementFigure } from '#shared/domain/agreement.ts';

const DIGITS: Readonly<Record<AgreementFigure['unit'], number>> = { '': 3, share: 3, frames: 2, ms: 1 };

function numberInWords(value: number, unit: AgreementFigure['unit']): string {
  const words = value.toFixed(DIGITS[unit]);
  return unit === 'frames' || unit === 'ms' ? `${words} ${unit}` : words;
}

/** Such as `0.812` or `2.50 frames`. */
export function figureInWords({ value, unit }: AgreementFigure): string {
  return value === null ? 'undefined' : numberInWords(value, unit);
}

/** Such as `0.700 to 0.901`; empty where there is none. */
export function intervalInWords({ interval, unit }: AgreementFigure): string {
  if (interval === null) return '';
  return `${numberInWords(interval.low, unit)} to ${numberInWords(interval.high, unit)}`;
}
