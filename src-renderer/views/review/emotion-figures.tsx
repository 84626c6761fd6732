import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ClassTable } from '#renderer/widgets/class-table.tsx';
import { ConfusionMatrix } from '#renderer/widgets/confusion-matrix.tsx';
import type { EmotionFigures } from '#shared/domain/review.ts';
import type { ReviewSelection } from './review-selection.ts';

type Show = 'counts' | 'shares';

export function EmotionFiguresPanel({
  figures,
  selection,
  onSelect,
}: {
  readonly figures: EmotionFigures;
  readonly selection: ReviewSelection;
  readonly onSelect: (selection: ReviewSelection) => void;
}) {
  const [show, setShow] = useState<Show>('counts');
  return (
    <>
      <SegmentedControl<Show>
        size="xs"
        w="fit-content"
        aria-label="Values in the matrix"
        value={show}
        onChange={setShow}
        data={[
          { value: 'counts', label: 'Counts' },
          { value: 'shares', label: 'Share of row' },
        ]}
      />
      <ConfusionMatrix
        names={figures.classes}
        counts={figures.confusion}
        shares={figures.confusionByRow}
        show={show}
        selected={selection.kind === 'cell' ? selection : null}
        onSelect={(cell) => onSelect({ kind: 'cell', ...cell })}
      />
      <ClassTable rows={figures.perClass} onSelect={(name) => onSelect({ kind: 'class', name })} />
    </>
  );
}
