import {
  agreementOf,
  categoryTable,
  manyRaterKappas,
  percentAgreement,
} from '#shared/kernels/agreement/fleiss.ts';
import { cohenKappaFigure } from '#shared/kernels/agreement/kappa.ts';
import { krippendorffAlpha } from '#shared/kernels/agreement/krippendorff.ts';
import { raterConfusion } from '#shared/kernels/agreement/rater-confusion.ts';
import { pairsOf } from '#shared/kernels/agreement/ratings.ts';
import type { Compared } from './compared.ts';
import { type Estimate, known, type Method, type PairEstimates } from './estimate.ts';
import { NORMAL } from './intensity.ts';

export const emotionMethod: Method = { groups: [alpha, kappas, raw], pairs, bias: null };

export function alpha({ ratings }: Compared): Estimate[] {
  const { value, items } = krippendorffAlpha(ratings, 'nominal');
  return [known('krippendorff', { name: "Krippendorff's alpha (nominal)", value, clips: items })];
}

function kappas({ ratings, classes }: Compared): Estimate[] {
  const found = manyRaterKappas(categoryTable(ratings, classes.length), classes.length);
  const intervalBy = 'linearised variance over clips (Gwet 2014)';
  const figure = ({ value, interval, items }: typeof found.fleiss) => ({
    ...{ value, interval, intervalBy },
    clips: items,
  });
  return [
    known('fleissKappa', { name: "Fleiss' kappa", ...figure(found.fleiss) }),
    known('randolphKappa', {
      name: `Randolph's kappa (${classes.length} classes)`,
      ...figure(found.randolph),
    }),
  ];
}

function raw({ ratings, classes }: Compared): Estimate[] {
  const value = percentAgreement(ratings, classes.length);
  const kind = ratings.raters.length > 2 ? 'meanPercentAgreement' : 'percentAgreement';
  return [known(kind, { name: 'Agreement of pairs', value, clips: ratings.items }, 'share')];
}

function* pairs({ ratings, classes }: Compared): Generator<PairEstimates> {
  for (const { first, second } of pairsOf(ratings.raters.length)) {
    const confusion = raterConfusion(ratings, first, second, classes.length);
    const { value, interval, items: clips } = cohenKappaFigure(confusion, 'none');
    const shared = { name: 'Agreement', value: agreementOf(confusion), clips };
    yield {
      first,
      second,
      estimates: [
        known('cohenKappa', { name: "Cohen's kappa", value, interval, clips, intervalBy: NORMAL }),
        known('percentAgreement', shared, 'share'),
      ],
    };
  }
}
