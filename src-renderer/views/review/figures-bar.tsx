import { Group } from '@mantine/core';
import { FigureTile } from '#renderer/widgets/figure-tile.tsx';
import type { RunFigures } from '#shared/domain/review.ts';
import { DEFINITIONS } from './definitions.ts';

/** The run's figures, the field's own first. */
export function FiguresBar({ figures }: { readonly figures: RunFigures }) {
  const tiles =
    figures.task === 'emotion'
      ? ([
          ['UF1', figures.uf1, DEFINITIONS.uf1],
          ['UAR', figures.uar, DEFINITIONS.uar],
          ['accuracy', figures.accuracy, DEFINITIONS.accuracy],
          ['macro-F1', figures.macroF1, DEFINITIONS.macroF1],
          ['weighted-F1', figures.weightedF1, DEFINITIONS.weightedF1],
        ] as const)
      : ([
          ['CCC', figures.ccc, DEFINITIONS.ccc],
          ['Pearson', figures.pearson, DEFINITIONS.pearson],
          ['MAE', figures.mae, DEFINITIONS.mae],
          ['RMSE', figures.rmse, DEFINITIONS.rmse],
          ['MSE', figures.mse, DEFINITIONS.mse],
        ] as const);
  return (
    <Group gap={6} role="group" aria-label="Figures">
      {tiles.map(([name, value, definition]) => (
        <FigureTile key={name} name={name} value={value} definition={definition} />
      ))}
    </Group>
  );
}
