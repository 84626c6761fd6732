import { MEGC_SCHEME } from '#shared/domain/scheme.ts';
import type { MegcClass } from '../importers/megc/classes.ts';
import { formatMegcManifest, type MegcManifestRow, parseMegcManifest } from '../importers/megc/manifest.ts';
import type { ExportedClip, LabelExporter, LabelsToExport } from './label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from './losses.ts';
import { megcClasses } from './megc-classes.ts';
import { clipsLeftOut, saysEmotion, standingLabels } from './standing.ts';

type Row = Omit<MegcManifestRow, 'row'>;

/**
 * The list of the MEGC 2019 composite: data set, subject, clip, class 0, 1 or 2. A clip is listed where what stands for
 * it ({@link standingLabels}), taken to the three classes, all says the same; an emotion of none of them differs.
 */
export const megcManifestExporter: LabelExporter = {
  writes: 'file',
  count: (given) => listed(given).rows.length,
  losses: (all) => {
    const { given, losses } = standingLabels(all, saysEmotion);
    const { reasons, astray } = listed(all);
    return [
      ...lossesExcept(given, ['emotion', 'dataset', 'subject']),
      ...losses,
      ...(astray === 0
        ? []
        : [
            `${countOf(astray, 'label')} of a scheme that no class map leads from to ${MEGC_SCHEME}: not counted.`,
          ]),
      ...clipsLeftOut(reasons),
    ];
  },
  *write(given) {
    yield { name: 'megc.csv', chunks: [formatMegcManifest(listed(given).rows)] };
  },
};

interface Listed {
  readonly rows: Row[];
  /** Of each clip that has no row. */
  readonly reasons: string[];
  /** Labels with an emotion that nothing takes to the classes. */
  readonly astray: number;
}

function listed(all: LabelsToExport): Listed {
  const { labels } = standingLabels(all, saysEmotion).given;
  const classOf = megcClasses(all);
  const found: Listed = { rows: [], reasons: [], astray: 0 };
  let astray = 0;
  for (const ofClip of Map.groupBy(labels.filter(isSubmitted), ({ clip }) => clip.key).values()) {
    const said = ofClip.filter(saysEmotion).map(classOf);
    astray += said.filter((one) => one === null).length;
    const row = rowOf(ofClip[0]?.clip, new Set(said.filter((one) => one !== null)));
    if (typeof row === 'string') found.reasons.push(row);
    else found.rows.push(row);
  }
  return { ...found, astray };
}

/** The clip's row, or why it has none. */
function rowOf(clip: ExportedClip | undefined, classes: ReadonlySet<MegcClass | 'none'>): Row | string {
  const [only = 'none'] = classes;
  if (clip === undefined) return 'without a label';
  if (classes.size > 1) return 'with labels of different classes';
  if (only === 'none') return 'with no emotion that is one of the three classes';
  const { dataset, subject, name } = clip;
  if (dataset === null || subject === null) return 'without a data set or a subject';
  const row = { dataset, subject, clip: name, megcClass: only };
  return canStand(clip, row) ? row : 'with a name that the list cannot hold';
}

/** As the reader of the list has it; a name with a comma or a line end cannot. */
function canStand({ name }: ExportedClip, { dataset, subject, megcClass }: Row): boolean {
  const line = [dataset, subject, name, megcClass].join(',');
  return parseMegcManifest(new TextEncoder().encode(line), 'the list').rows.length === 1;
}
