import { useEffect } from 'react';
import { QUEUE_COMMANDS } from '#renderer/commands/queues.ts';
import { useCommands } from '#renderer/commands/registry.ts';
import { WINDOW_COMMANDS } from '#renderer/commands/window.ts';
import { currentVisit, useNavigation } from '#renderer/state/navigation.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { PaletteDialog } from './palette-dialog.tsx';
import {
  BundleDialog,
  ExportDialog,
  FindMediaDialog,
  ImportDialogHost,
  RaterDialog,
} from './project-dialogs.tsx';
import { Rail } from './rail.tsx';
import { ROUTES } from './routes.tsx';
import { SafetyBanner } from './safety-banner.tsx';
import { TopBar } from './top-bar.tsx';
import classes from './workbench.module.css';

/** The frame around every view of an open project. */
export function Workbench() {
  useCommands('Window', WINDOW_COMMANDS);
  useCommands('Queues', QUEUE_COMMANDS);
  const visit = useNavigation((state) => currentVisit(state.trail));
  const route = ROUTES.find((one) => one.view === visit.place.view);
  useEffect(() => {
    if (route !== undefined) document.title = `${route.label} – Onset`;
  }, [route]);
  return (
    <div className={classes['frame']}>
      <Rail view={visit.place.view} />
      <TopBar />
      <main className={classes['main']} aria-label={route?.label}>
        <ConnectionBanner />
        <SafetyBanner />
        <div className={classes['view']}>
          {route !== undefined && (
            <ErrorBoundary key={visit.id}>
              <route.component />
            </ErrorBoundary>
          )}
        </div>
      </main>
      <KeysDialog />
      <PaletteDialog />
      <ImportDialogHost />
      <ExportDialog />
      <BundleDialog />
      <RaterDialog />
      <FindMediaDialog />
    </div>
  );
}
