import type { ImportKind, ImportRequest } from '#shared/domain/import.ts';
import { createSheetImporter } from './coding-sheet.ts';
import { importElan } from './elan/import-elan.ts';
import { importFer2013 } from './fer2013/import-fer2013.ts';
import { importFolderPerClass } from './folder-per-class.ts';
import { importIntensities } from './intensities.ts';
import { importMegcManifest } from './megc/import-manifest.ts';
import { importNova } from './nova/import-nova.ts';
import { importOpenFace } from './openface/import-openface.ts';
import { importOnsetLabels } from './own/onset-labels.ts';
import type { Importer, ImportPlan, ImportTask, KnownClips, ProbeVideo } from './plan.ts';
import { importSequences } from './sequences.ts';
import { createVideoImporter } from './videos.ts';

export type { ImportPlan, ImportTask, KnownClips, ProbeVideo, Skipped } from './plan.ts';

/** The importer of each kind; those that meet videos are given what decodes them. */
const importers = (probe: ProbeVideo): Readonly<Record<ImportKind, Importer>> => ({
  'folder-per-class': importFolderPerClass,
  sequences: importSequences,
  videos: createVideoImporter(probe),
  'coding-sheet': createSheetImporter(probe),
  intensities: importIntensities,
  megc: importMegcManifest,
  fer2013: importFer2013,
  'onset-labels': importOnsetLabels,
  openface: importOpenFace,
  elan: importElan,
  nova: importNova,
});

/** Reads a source whole, by the importer of its kind; see there. */
export function readSource(
  request: ImportRequest,
  known: KnownClips,
  task: ImportTask,
  probeVideo: ProbeVideo,
): Promise<ImportPlan> {
  return importers(probeVideo)[request.kind](request, known, task);
}
