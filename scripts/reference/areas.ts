import { agreementFigures } from './agreement.ts';
import { classificationFigures } from './classification.ts';
import { type Comparison, compare } from './compare.ts';
import type { Golden } from './golden.ts';
import { lossFigures } from './losses.ts';
import { megcFigures } from './megc.ts';
import { regressionFigures } from './regression.ts';
import { splitFigures, splitProperties } from './splits.ts';

/** Figures that the program has: where they stand in the reference, and what computes them. */
interface Area {
  readonly number: number;
  readonly topic: RegExp;
  readonly figures: (golden: Golden) => Record<string, unknown>;
  readonly properties?: (golden: Golden) => Comparison;
}

const AREAS: readonly Area[] = [
  { number: 1, topic: /^classification/, figures: classificationFigures },
  { number: 2, topic: /^megc/, figures: megcFigures },
  { number: 3, topic: /^regression/, figures: regressionFigures },
  { number: 4, topic: /^rater_agreement/, figures: agreementFigures },
  { number: 9, topic: /^losses/, figures: lossFigures },
  { number: 11, topic: /^subject_splits/, figures: splitFigures, properties: splitProperties },
];

/** The area of a golden file called such as `03_regression_metrics`, by its topic, else by its number; null if none has it. */
export function areaOf(name: string): Area | null {
  const [, number = '', topic = ''] = /^(\d*)[_-]*(.*)$/.exec(name) ?? [];
  const byTopic = AREAS.find((area) => area.topic.test(topic));
  return byTopic ?? AREAS.find((area) => number !== '' && area.number === Number(number)) ?? null;
}

export function checkArea(area: Area, golden: Golden): Comparison {
  const compared = compare(golden.expected, area.figures(golden), golden.tolerance);
  const held = area.properties?.(golden) ?? { values: 0, differences: [] };
  return {
    values: compared.values + held.values,
    differences: [...compared.differences, ...held.differences],
  };
}
