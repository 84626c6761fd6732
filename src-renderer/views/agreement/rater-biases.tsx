import type { AgreementReport } from '#shared/domain/agreement.ts';
import { FiguresTable } from './figures-table.tsx';

/** How far each rater lies above or below the others; nothing where values are no numbers. */
export function RaterBiases({ raters }: { readonly raters: AgreementReport['raters'] }) {
  const figures = raters.flatMap(({ name, bias }) => (bias === null ? [] : { ...bias, name }));
  return figures.length === 0 ? null : <FiguresTable title="Bias of each rater" figures={figures} />;
}
