import { useQuery } from '@tanstack/react-query';
import { settingsQueries } from '#renderer/state/settings.ts';
import classes from './workbench.module.css';

/** The catalog is damaged, or the last backup could not be made: why, and what to do. */
export function SafetyBanner() {
  const health = useQuery(settingsQueries.health()).data;
  const backups = useQuery(settingsQueries.backups()).data;
  const damage = health?.state === 'damaged' ? (health.detail ?? 'The catalog is damaged.') : null;
  const failure = backups?.failure ?? null;
  if (damage === null && failure === null) return null;
  return (
    <div className={classes['banner']} role="alert">
      {damage ?? `The last backup of the labels could not be made: ${failure}`}
    </div>
  );
}
