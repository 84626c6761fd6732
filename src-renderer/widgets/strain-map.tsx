import { useMemo } from 'react';
import type { FlowField } from '#shared/domain/frames.ts';
import { strainPixels } from './strain-colours.ts';

/** How much the skin is stretched, in the overlay of a frame, a colour a cell. */
export function StrainMap({ field }: { readonly field: FlowField }) {
  const picture = useMemo(() => pictureOf(field), [field]);
  return (
    <image
      data-overlay="strain"
      href={picture}
      width={field.widthPx}
      height={field.heightPx}
      preserveAspectRatio="none"
    />
  );
}

function pictureOf(field: FlowField): string {
  const canvas = document.createElement('canvas');
  canvas.width = field.columns;
  canvas.height = field.rows;
  canvas.getContext('2d')?.putImageData(new ImageData(strainPixels(field), field.columns, field.rows), 0, 0);
  return canvas.toDataURL();
}
