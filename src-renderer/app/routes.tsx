import {
  IconAdjustments,
  IconArrowsDiff,
  IconChartGridDots,
  IconLayoutGrid,
  IconPencil,
  IconSchool,
  IconStethoscope,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Place, ViewName } from '#renderer/state/navigation.ts';
import { AgreementView } from '#renderer/views/agreement/agreement-view.tsx';
import { DoctorView } from '#renderer/views/doctor/doctor-view.tsx';
import { LabellingView } from '#renderer/views/labelling/labelling-view.tsx';
import { LibraryView } from '#renderer/views/library/library-view.tsx';
import { ReviewView } from '#renderer/views/review/review-view.tsx';
import { SettingsView } from '#renderer/views/settings/settings-view.tsx';
import { TrainingView } from '#renderer/views/training/training-view.tsx';

export interface Route {
  readonly view: ViewName;
  readonly label: string;
  readonly icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number }>;
  /** Where the rail leads. */
  readonly place: Place;
  readonly component: ComponentType;
}

export const ROUTES: readonly Route[] = [
  {
    view: 'library',
    label: 'Library',
    icon: IconLayoutGrid,
    place: { view: 'library' },
    component: LibraryView,
  },
  {
    view: 'label',
    label: 'Label',
    icon: IconPencil,
    place: { view: 'label', clipId: null, at: 'start', review: null },
    component: LabellingView,
  },
  {
    view: 'agreement',
    label: 'Agree',
    icon: IconArrowsDiff,
    place: { view: 'agreement' },
    component: AgreementView,
  },
  {
    view: 'train',
    label: 'Train',
    icon: IconSchool,
    place: { view: 'train', runId: null },
    component: TrainingView,
  },
  {
    view: 'review',
    label: 'Review',
    icon: IconChartGridDots,
    place: { view: 'review', runId: null },
    component: ReviewView,
  },
  {
    view: 'settings',
    label: 'Settings',
    icon: IconAdjustments,
    place: { view: 'settings' },
    component: SettingsView,
  },
  {
    view: 'doctor',
    label: 'Doctor',
    icon: IconStethoscope,
    place: { view: 'doctor' },
    component: DoctorView,
  },
];
