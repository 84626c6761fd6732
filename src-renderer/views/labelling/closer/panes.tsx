import { type ReactNode, useEffect } from 'react';
import { closeComparison, useComparison } from '#renderer/state/comparison.ts';
import { usePlayer } from '#renderer/state/player.ts';
import { ClipPicker } from './clip-picker.tsx';
import classes from './closer.module.css';
import { ComparisonPane } from './comparison-pane.tsx';
import { PaneHead } from './pane-head.tsx';

/** The stage, and a second pane beside it while something is compared. */
export function Panes({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const clip = useComparison((state) => state.clip);
  useEffect(() => closeComparison, []);
  return (
    <div className={classes['panes']}>
      <div className={classes['pane']}>
        {clip !== null && <FirstHead name={name} />}
        {children}
      </div>
      {clip !== null && <ComparisonPane clip={clip} />}
      <ClipPicker />
    </div>
  );
}

function FirstHead({ name }: { readonly name: string }) {
  const shown = usePlayer((state) => state.shown);
  return (
    <PaneHead
      name={name}
      index={shown?.index ?? null}
      timestampMs={shown?.frame?.header.timestampMs ?? null}
    />
  );
}
