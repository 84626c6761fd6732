import { useActivity } from '#renderer/state/activity.ts';
import classes from './workbench.module.css';

export function ConnectionBanner() {
  const connected = useActivity((state) => state.connected);
  if (connected) return null;
  return (
    <div className={classes['banner']} role="alert">
      Onset cannot be reached. Trying again. What was saved is safe; new changes wait here.
    </div>
  );
}
