import { bandsOf, kooLi, krippendorffBand, landisKoch } from './bands.ts';
import type { Interval } from './ratings.ts';

/** Every figure that has a sentence. */
export const FIGURE_KINDS = [
  'icc1',
  'icc2',
  'icc3',
  'icc1k',
  'icc2k',
  'icc3k',
  'krippendorff',
  'cohenKappa',
  'weightedKappa',
  'fleissKappa',
  'randolphKappa',
  'percentAgreement',
  'meanPercentAgreement',
  'cronbach',
  'pearson',
  'spearman',
  'concordance',
  'bias',
  'markDistance',
] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** How to read a figure, in one plain sentence; of one that is null, why. `unit` is said after differences, such as `frames`. */
export function interpretation(
  kind: FigureKind,
  value: number | null,
  interval: Interval | null,
  unit = '',
): string {
  const { reading, needs } = SENTENCES[kind];
  return value === null ? `Undefined: ${needs}.` : capital(`${reading(value, interval, unit)}.`);
}

interface Sentences {
  readonly reading: (value: number, interval: Interval | null, unit: string) => string;
  /** What was not there where the value is null. */
  readonly needs: string;
}

const COMPLETE = 'it takes two clips that all of the raters rated, and ratings that differ';
const SHARED = 'it takes clips that two of the raters labelled, and labels that differ somewhere';
const VARIED = 'it takes two clips that both rated, and neither may always give the same value';
const ANY = 'no clip was labelled by two of the raters';

function icc(about: string): Sentences {
  return {
    needs: COMPLETE,
    reading: (value, interval) => {
      const by = interval === null ? 'without an interval to judge by' : 'which judge by the interval';
      return `${bandsOf(value, interval, kooLi)} reliability by the bands of Koo & Li 2016, ${by}; it is about ${about}`;
    },
  };
}

function kappa(chance: string): Sentences {
  return {
    needs: SHARED,
    reading: (value, interval) =>
      `${bandsOf(value, interval, landisKoch)} agreement beyond ${chance}, by the bands of Landis & Koch 1977, which are a convention and no test`,
  };
}

function correlation(what: string): Sentences {
  return {
    needs: VARIED,
    reading: (value) => {
      const side =
        value > 0
          ? 'their ratings rise together'
          : value < 0
            ? 'one rises as the other falls'
            : 'no tie at all';
      return `${side} (1 or -1: ${what}), which does not see a rater who is always higher or coarser`;
    },
  };
}

const SENTENCES: Readonly<Record<FigureKind, Sentences>> = {
  icc1: icc('a single rating where each clip may have had other raters'),
  icc2: icc('a single rater of the many who could have been asked, their level included'),
  icc3: icc('a single one of these very raters, differences of level forgiven'),
  icc1k: icc('the mean rating where each clip may have had other raters'),
  icc2k: icc('the mean of as many raters of their kind, their level included'),
  icc3k: icc('the mean of these very raters, differences of level forgiven'),
  krippendorff: {
    needs: SHARED,
    reading: (value, interval) => {
      const reach =
        interval === null || krippendorffBand(interval.low) === krippendorffBand(value)
          ? ''
          : `; the interval begins ${krippendorffBand(interval.low)}`;
      return `${krippendorffBand(value)}${reach}`;
    },
  },
  cohenKappa: kappa('what the habits of the two give by chance'),
  weightedKappa: kappa('chance, with near misses counted in part'),
  fleissKappa: kappa('what the shares of the classes give by chance'),
  randolphKappa: kappa('guessing evenly among the classes'),
  percentAgreement: {
    needs: ANY,
    reading: (value) =>
      `in ${(100 * value).toFixed(1)} % of the comparisons both said the same, part of it by chance: read it beside a kappa or alpha`,
  },
  meanPercentAgreement: {
    needs: ANY,
    reading: (value) =>
      `on average over the pairs of raters, ${(100 * value).toFixed(1)} % of the clips both labelled got the same from both, part of it by chance: read it beside a kappa or alpha`,
  },
  cronbach: {
    needs: COMPLETE,
    reading: (value) =>
      `${value < 0.7 ? 'below' : 'at or above'} .70, a usual floor (Nunnally 1978); it is about the mean of the raters and grows with their number`,
  },
  pearson: correlation('on a straight line'),
  spearman: correlation('in the very same or opposite order'),
  concordance: {
    needs: SHARED,
    reading: () =>
      '1 only where both gave the same values: a correlation that is lowered where one is higher or spreads wider, and for which no bands are agreed on',
  },
  bias: {
    needs: ANY,
    reading: (value, interval, unit) => {
      if (value === 0) return 'on average neither higher nor lower than the other raters';
      const side = `on average ${size(value, unit)} ${value > 0 ? 'higher' : 'lower'} than the other raters`;
      if (interval === null) return side;
      const holdsZero = interval.low <= 0 && interval.high >= 0;
      return `${side}; the interval ${holdsZero ? 'holds 0, so it may be chance' : 'does not hold 0'}`;
    },
  },
  markDistance: {
    needs: ANY,
    reading: (value, _, unit) =>
      `two raters put the mark ${size(value, unit)} apart; 0 is the very same frame`,
  },
};

/** Three digits and the unit, without the sign. */
function size(value: number, unit: string): string {
  const digits = String(Number(Math.abs(value).toPrecision(3)));
  return unit === '' ? digits : `${digits} ${unit}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
