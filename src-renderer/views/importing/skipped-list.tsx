import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ImportReport } from '#shared/domain/import.ts';
import classes from './importing.module.css';

const ROW_HEIGHT_PX = 24;

/** Every file and row that was skipped, with why; there may be tens of thousands. */
export function SkippedList({
  skipped,
  isDone,
}: {
  readonly skipped: ImportReport['skipped'];
  readonly isDone: boolean;
}) {
  const scroll = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: skipped.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 10,
  });
  const verb = isDone ? 'Skipped' : 'Would skip';
  if (skipped.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {verb}: nothing.
      </Text>
    );
  return (
    <div className={classes['skipped']}>
      <Text size="sm" fw={600}>
        {verb} {skipped.length.toLocaleString('en')}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard. */}
      <section ref={scroll} className={classes['skippedScroll']} aria-label={verb} tabIndex={0}>
        <ul className={classes['skippedRows']} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const one = skipped[item.index];
            if (one === undefined) return null;
            return (
              <li
                key={item.key}
                className={classes['skippedRow']}
                style={{ transform: `translateY(${item.start}px)`, height: ROW_HEIGHT_PX }}
                title={`${one.item}: ${one.reason}`}
              >
                <span className={classes['cut']}>
                  {one.item}
                  {one.row === null ? '' : `, row ${one.row}`}
                </span>
                <span className={classes['cut']}>{one.reason}</span>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
