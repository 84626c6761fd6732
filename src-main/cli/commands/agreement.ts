import { extname, resolve } from 'node:path';
import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { type AgreementFigure, type AgreementReport, agreementKind } from '#shared/domain/agreement.ts';
import { DEFAULT_RECIPE, type GoldRecipe } from '#shared/domain/gold.ts';
import { inProject } from '../command.ts';
import { formatNumber, table } from '../output.ts';
import { raterIds } from '../rater-ids.ts';
import { newTaskId, type Session, withSession } from '../session.ts';

const wholeNumber = (name: string) =>
  z.string().regex(/^\d+$/, `${name} is a whole number`).transform(Number);

export const agreementOptions = inProject.extend({
  kind: agreementKind.default('intensity'),
  raters: z.string().optional(),
  round: wholeNumber('--round').optional(),
  classMap: z.string().optional(),
  as: z.string().optional(),
  intervals: wholeNumber('--intervals').optional(),
  seed: wholeNumber('--seed').default(0),
});

/** How far raters agree; with `--intervals` also by resampling, which takes its time. */
export async function agreement(options: z.output<typeof agreementOptions>): Promise<AgreementReport> {
  const { project, kind, raters, round = null, classMap = null, as, intervals, seed } = options;
  return withSession(resolve(project), async (session) => {
    const names = raters === undefined ? null : raters.split(',');
    const request = {
      kind,
      raters: names === null ? null : await raterIds(session, names),
      clipIds: null,
      round,
      classMap,
      raterId: as === undefined ? null : ((await raterIds(session, [as]))[0] ?? null),
    };
    return intervals === undefined
      ? session.call('agreement.report', { request })
      : session.call('agreement.intervals', { request, resamples: intervals, seed, taskId: newTaskId() });
  });
}

export function agreementInWords(report: AgreementReport): string {
  const nameOf = new Map(report.raters.map(({ id, name }) => [id, name]));
  const biases = report.raters.filter(({ bias }) => bias !== null);
  return [
    `${report.kind}: ${report.clips} clips of ${report.subjects} subjects, labelled by two or more of ${report.raters.map(({ name }) => name).join(', ') || 'nobody'}.`,
    ...report.notes,
    '',
    figureTable(
      '',
      report.figures.map((figure) => ({ title: figure.name, figure })),
    ),
    ...(biases.length === 0
      ? []
      : [
          '',
          figureTable(
            'bias',
            biases.flatMap(({ name, bias }) => (bias === null ? [] : { title: name, figure: bias })),
          ),
        ]),
    ...(report.pairs.length === 0
      ? []
      : [
          '',
          figureTable(
            report.pairs[0]?.headline.name ?? '',
            report.pairs.map(({ a, b, headline }) => ({
              title: `${nameOf.get(a)} – ${nameOf.get(b)}`,
              figure: headline,
            })),
          ),
        ]),
    '',
    ...report.figures.map(({ name, reading }) => `${name}: ${reading}`),
  ].join('\n');
}

interface Line {
  readonly title: string;
  readonly figure: AgreementFigure;
}

function figureTable(head: string, lines: readonly Line[]): string {
  return table(
    [head, 'value', '95 % interval', 'by', 'clips'],
    lines.map(({ title, figure }) => [
      title,
      valueInWords(figure),
      figure.interval === null
        ? '–'
        : `${formatNumber(figure.interval.low)} to ${formatNumber(figure.interval.high)}`,
      figure.intervalBy ?? '–',
      figure.clips,
    ]),
  );
}

function valueInWords({ value, unit }: AgreementFigure): string {
  if (value === null) return '–';
  return unit === 'frames' || unit === 'ms' ? `${formatNumber(value)} ${unit}` : formatNumber(value);
}

export const aggregateOptions = inProject.extend({
  recipe: z.string(),
  classMap: z.string().optional(),
  out: z.string(),
  format: z.enum(['csv', 'json']).optional(),
});

/** Writes gold labels into a file. */
export async function aggregate(options: z.output<typeof aggregateOptions>) {
  const { project, recipe: name, classMap, out, format } = options;
  return withSession(resolve(project), async (session) => {
    const recipe = await recipeNamed(session, name);
    const file = resolve(out);
    return session.call('gold.export', {
      recipe: classMap === undefined ? recipe : { ...recipe, classMap },
      format: format ?? (extname(file).toLowerCase() === '.json' ? 'json' : 'csv'),
      file,
    });
  });
}

export const aggregateInWords = ({ file, labels }: { file: string; labels: number }) =>
  `The gold labels of ${labels} clips are in ${file}.`;

/** What a method's name stands for: the default recipe with that method. */
const BY_METHOD: Readonly<Record<string, GoldRecipe>> = {
  mean: { ...DEFAULT_RECIPE, intensity: 'mean' },
  median: { ...DEFAULT_RECIPE, intensity: 'median', marks: 'median' },
  ewe: { ...DEFAULT_RECIPE, intensity: 'ewe' },
  majority: { ...DEFAULT_RECIPE, emotion: 'majority' },
  'mean-distribution': { ...DEFAULT_RECIPE, emotion: 'mean-distribution' },
};

/** The project's own recipe of that name stands before a method's. */
async function recipeNamed({ call }: Session, name: string): Promise<GoldRecipe> {
  const saved = await call('gold.recipes', {});
  const own = saved.find((recipe) => recipe.name.toLowerCase() === name.toLowerCase());
  const found = own?.recipe ?? BY_METHOD[name];
  if (found !== undefined) return found;
  const names = [...saved.map((recipe) => recipe.name), ...Object.keys(BY_METHOD)];
  throw new OnsetError('not-found', `There is no recipe ${name}; there are ${names.join(', ')}.`);
}
