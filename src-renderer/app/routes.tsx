import {
  IconChartGridDots,
  IconLayoutGrid,
  IconPencil,
  IconSchool,
  IconStethoscope,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Place, ViewName } from '#renderer/state/navigation.ts';
import { DoctorView } from '#renderer/views/doctor/doctor-view.tsx';
import { LabellingView } from '#renderer/views/labelling/labelling-view.tsx';
import { LibraryView } from '#renderer/views/library/library-view.tsx';
import { ReviewView } from '#renderer/views/review/review-view.tsx';
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
    view: 'doctor',
    label: 'Doctor',
    icon: IconStethoscope,
    place: { view: 'doctor' },
    component: DoctorView,
  },
];
