import {
  IconAdjustments,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconArrowRight,
  IconArrowsDiff,
  IconArrowsTransferUpDown,
  IconChartGridDots,
  IconCommand,
  IconDownload,
  IconFileImport,
  IconKeyboard,
  IconLayoutGrid,
  IconPencil,
  IconSchool,
  IconStethoscope,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import { type DialogName, dialogs } from '#renderer/state/dialogs.ts';
import { redo, undo } from '#renderer/state/labels.ts';
import { type Place, useNavigation } from '#renderer/state/navigation.ts';
import { closeProject } from '#renderer/state/projects.ts';
import { useSession } from '#renderer/state/session.ts';
import type { Command } from './command.ts';
import { mapped } from './keymap.ts';

const goTo = (place: Place) => () => useNavigation.getState().go(place);
const show = (dialog: DialogName) => () => dialogs.open(dialog);
const hasRater = () => useSession.getState().rater !== null;
const canStep = (by: 1 | -1) => () => {
  const { visits, index } = useNavigation.getState().trail;
  return visits[index + by] !== undefined;
};

/** What can be done on every page. */
export const WINDOW_COMMANDS: readonly Command[] = [
  mapped('labels.undo', 'Undo', () => void undo(), { icon: IconArrowBackUp, isEnabled: hasRater }),
  mapped('labels.redo', 'Redo', () => void redo(), { icon: IconArrowForwardUp, isEnabled: hasRater }),
  mapped('app.palette', 'All commands', show('palette'), { icon: IconCommand }),
  mapped('app.keys', 'Keys of this page', show('keys'), { icon: IconKeyboard }),
  mapped('app.library', 'Go to Library', goTo({ view: 'library' }), { icon: IconLayoutGrid }),
  mapped('app.label', 'Go to Label', goTo({ view: 'label', clipId: null, at: 'start', review: null }), {
    icon: IconPencil,
  }),
  mapped('app.train', 'Go to Train', goTo({ view: 'train', runId: null }), { icon: IconSchool }),
  mapped('app.review', 'Go to Review', goTo({ view: 'review', runId: null }), { icon: IconChartGridDots }),
  mapped('app.agreement', 'Go to Agreement', goTo({ view: 'agreement' }), { icon: IconArrowsDiff }),
  mapped('app.settings', 'Go to Settings', goTo({ view: 'settings' }), { icon: IconAdjustments }),
  mapped('app.doctor', 'Go to Doctor', goTo({ view: 'doctor' }), { icon: IconStethoscope }),
  mapped('app.back', 'Back', () => useNavigation.getState().back(), {
    icon: IconArrowLeft,
    isEnabled: canStep(-1),
  }),
  mapped('app.forward', 'Forward', () => useNavigation.getState().forward(), {
    icon: IconArrowRight,
    isEnabled: canStep(1),
  }),
  mapped('app.import', 'Import clips or labels', show('import'), {
    icon: IconFileImport,
    isEnabled: hasRater,
  }),
  mapped('app.export-labels', 'Export labels', show('export'), { icon: IconDownload }),
  mapped('app.bundles', 'Take labels to or from another machine', show('bundles'), {
    icon: IconArrowsTransferUpDown,
    isEnabled: hasRater,
  }),
  mapped('app.rater', 'Change rater', show('rater'), { icon: IconUser }),
  mapped('app.close-project', 'Close project', () => void closeProject(), { icon: IconX }),
];
