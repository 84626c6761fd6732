import { formatDuration } from '#shared/base/units.ts';
import type { RunFigures } from '#shared/domain/review.ts';
import type { RunDetail } from '#shared/domain/run.ts';
import { bullets, counted, figure, plain, table } from './markdown.ts';
import { framesInWords, splitInWords, targetInWords, trainingInWords, valuesInWords } from './spec-words.ts';

/** All that a model card tells of a run. */
export interface ModelCardFacts {
  readonly onsetVersion: string;
  readonly run: RunDetail;
  readonly figures: RunFigures;
  /** With their versions and devices, as the run's log tells; a resumed run may have several. */
  readonly backends: readonly string[];
  /** As trained on. */
  readonly clips: readonly { readonly subject: string | null; readonly target: string | number }[];
  /** Masked: clips may have fewer frames. */
  readonly masked: boolean;
  /** One a fold, in the order of the folds. */
  readonly files: readonly { readonly fold: string; readonly onnx: string; readonly layers: string }[];
}

/** The model card of an exported run, in Markdown: only what the run itself knows. */
export function modelCard(facts: ModelCardFacts): string {
  const { run } = facts;
  const sections = [
    [`Model card: run ${run.id}`, introduction(facts)],
    ['What it is for', purpose(facts)],
    ['What goes in and what comes out', interfaceInWords(facts)],
    ['Data', data(facts)],
    ['Split', split(facts)],
    ['Figures', figures(facts)],
    ['Training', training(facts)],
    ['Limits', limits(facts)],
    ['People', ETHICS],
  ];
  return `${sections.map(([title, text], index) => `${index === 0 ? '#' : '##'} ${title}\n\n${text}`).join('\n\n')}\n`;
}

const outputOf = ({ run }: ModelCardFacts) =>
  run.task === 'emotion' ? 'the emotion shown' : 'the intensity of the expression';

function introduction(facts: ModelCardFacts): string {
  const { run, onsetVersion } = facts;
  return `${counted(facts.files.length, 'model')}, one for each fold of a run of ${run.createdAt}, exported by Onset ${onsetVersion}. From a clip of a face, each gives ${outputOf(facts)}.`;
}

function purpose(facts: ModelCardFacts): string {
  return `Research on facial expressions: to repeat and compare what this run found, and to suggest labels that a person then checks. It gives ${outputOf(facts)} as the raters of this data saw it, not what the person felt. It was not made, and its figures do not speak, for decisions about people.`;
}

function interfaceInWords(facts: ModelCardFacts): string {
  const { run, masked, files } = facts;
  const { input } = run.spec;
  const size = input.imageSize;
  const output =
    run.task === 'emotion'
      ? `Out: \`probabilities\` [batch, ${run.classes.length}], which sum to 1, in this order: ${run.classes.map(plain).join(', ')}.`
      : 'Out: `intensity` [batch, 1], 0 (none) to 1 (fullest).';
  return [
    bullets([
      `In: \`frames\` [batch, ${input.framesPerClip}, ${size}, ${size}, ${run.spec.input.representation === 'rgb' || run.spec.input.representation === 'flow' ? 3 : 1}], float32: clip, frame, row, column, channel.`,
      `A frame is the middle square of the image, scaled to ${size} x ${size} pixels (Lanczos). The face was not looked for.`,
      `Its values have ${valuesInWords(input)}. They are not scaled any further: each fold's means and standard deviations are part of its first layer.`,
      `The frames are ${framesInWords(input)}.`,
      ...(masked ? [MASKED] : []),
      output,
    ]),
    table(
      ['fold', 'ONNX (operator set 13)', 'TF.js LayersModel'],
      files.map(({ fold, onnx, layers }) => [plain(fold), `\`${onnx}\``, `\`${layers}\``]),
    ),
    'Of a clip that the run held out, only the model of its own fold gives a fair prediction (`fold` in predictions.csv, counted from 0 as in the file names). Of a new clip, take the mean of all.',
  ].join('\n\n');
}

const MASKED =
  'In, ONNX only: `frameCounts` [batch], int32: how many frames each clip has. The LayersModel has no such input: give it only clips that have every frame.';

function data({ run, clips }: ModelCardFacts): string {
  const subjects = new Set(clips.flatMap(({ subject }) => subject ?? []));
  const unknown = clips.filter(({ subject }) => subject === null).length;
  const targets = clips.map(({ target }) => target);
  const head = bullets([
    `${counted(clips.length, 'clip')} of ${counted(subjects.size, 'subject')}${unknown === 0 ? '' : `, and ${unknown} of them of an unknown subject`}.`,
    `Labels: ${targetInWords(run.spec.target, run.task)}.`,
    ...(run.labelVersion === null
      ? []
      : [
          `They are those of label version ${run.labelVersion}: the project's history tells what was said then.`,
        ]),
    ...(run.leftOut.length === 0 ? [] : [`${counted(run.leftOut.length, 'clip')} could not be used.`]),
    ...(run.staleClipCount === 0
      ? []
      : [
          `The labels of ${counted(run.staleClipCount, 'clip')} changed after the run: it learned the earlier ones.`,
        ]),
    ...(run.task === 'intensity' ? [rangeInWords(targets)] : []),
    'labels.json has each clip with its label as learned, and its frames.',
  ]);
  if (run.task === 'intensity') return head;
  const rows = run.classes.map((name) => [plain(name), String(targets.filter((own) => own === name).length)]);
  return [head, table(['emotion', 'clips'], rows)].join('\n\n');
}

function rangeInWords(targets: readonly (string | number)[]): string {
  const values = targets.map(Number);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `Intensities from ${figure(Math.min(...values))} to ${figure(Math.max(...values))}, mean ${figure(mean)}.`;
}

function split({ run }: ModelCardFacts): string {
  const independence = run.subjectIndependent
    ? 'No subject is on both sides of a fold: the figures are subject-independent.'
    : 'THE FIGURES ARE NOT SUBJECT-INDEPENDENT: one person may be on both sides, which makes them look better than they are.';
  const headline = run.task === 'emotion' ? 'UF1 of its classes' : 'CCC';
  // With early stopping some of the training side is not learned from, and epochs differ.
  const stops = run.spec.earlyStopping !== null;
  const training = stops ? 'clips of the training side' : 'training clips';
  return [
    `${counted(run.folds.length, 'fold')}. The split is ${splitInWords(run.spec.split)}. ${independence}`,
    table(
      [
        ...['fold', training, 'of subjects', 'held-out clips', 'of subjects', headline],
        ...(stops ? ['epochs trained'] : []),
      ],
      run.folds.map((fold, index) => [
        ...[plain(fold.name), String(fold.trainClips), String(fold.trainSubjects)],
        ...[String(fold.testClips), String(fold.testSubjects), figure(fold.headline)],
        ...(stops ? [String(run.history.filter((record) => record.fold === index).length)] : []),
      ]),
    ),
  ].join('\n\n');
}

function figures({ figures: found }: ModelCardFacts): string {
  const intro = 'All are of held-out clips, pooled: computed once over the predictions of all folds.';
  if (found.task === 'intensity') {
    const { ccc, pearson, mse, mae, rmse } = found;
    return [
      intro,
      table(
        ['figure', 'value', 'definition'],
        [
          ['CCC', figure(ccc), "Lin's concordance correlation coefficient, population moments"],
          ['Pearson', figure(pearson), 'correlation coefficient'],
          ['MSE', figure(mse), 'mean squared error'],
          ['MAE', figure(mae), 'mean absolute error'],
          ['RMSE', figure(rmse), 'root of the mean squared error'],
        ],
      ),
    ].join('\n\n');
  }
  const { uf1, uar, accuracy, macroF1, weightedF1, perClass } = found;
  return [
    intro,
    table(
      ['figure', 'value', 'definition'],
      [
        ['UF1', figure(uf1), 'mean over the classes of 2TP / (2TP + FP + FN) (MEGC 2019)'],
        ['UAR', figure(uar), 'mean over the classes of TP / clips of the class'],
        ['accuracy', figure(accuracy), 'share of clips that are right'],
        ['macro-F1', figure(macroF1), 'mean of the classes’ F1, as scikit-learn'],
        ['weighted-F1', figure(weightedF1), 'mean of the classes’ F1, weighted by their clips'],
      ],
    ),
    table(
      ['emotion', 'precision', 'recall', 'F1', 'clips'],
      perClass.map((own) => [
        ...[plain(own.name), figure(own.precision), figure(own.recall), figure(own.f1), String(own.support)],
      ]),
    ),
  ].join('\n\n');
}

function training(facts: ModelCardFacts): string {
  const { run, clips } = facts;
  const took = run.seconds === null ? '' : `, in ${formatDuration(run.seconds)}`;
  const bySubject =
    clips.every(({ subject }) => subject !== null) && run.folds.every((fold) => fold.trainSubjects > 1);
  return bullets([
    ...trainingInWords(run.spec, bySubject),
    `Trained ${onBackends(facts)}${took}. spec.json has every setting, history.csv every epoch.`,
  ]);
}

function onBackends({ run, backends }: ModelCardFacts): string {
  const named = (backends.length > 0 ? backends : [run.backend ?? 'a backend that is not known']).map(plain);
  return named.length === 1 ? `on ${named[0]}` : `in several sittings: on ${named.join('; on ')}`;
}

function limits({ run, clips }: ModelCardFacts): string {
  const rare = run.classes.filter((name) => clips.filter(({ target }) => target === name).length < FEW_CLIPS);
  return bullets([
    'The figures hold for clips like these: other cameras, light, people, or ways to elicit and label expressions were not tested.',
    ...(rare.length === 0
      ? []
      : [`Fewer than ${FEW_CLIPS} clips: ${rare.map(plain).join(', ')}. Their figures say little.`]),
    'It was not tested whether it errs more on some groups of people than on others.',
    'A probability is what the model gives; whether it is as often right as it says was not tested.',
    ...(run.spec.input.window === 'clip'
      ? []
      : ['It was trained on frames chosen by labelled marks; without such marks it sees other frames.']),
  ]);
}

const FEW_CLIPS = 20;

const ETHICS = [
  'An expression is not a feeling, and a model of expressions reads neither minds nor intentions. Do not use it to judge, hire, police, teach or treat a person, nor without the knowledge of those it looks at.',
  'labels.json, split.json and predictions.csv name clips and subjects as the project does. Before you pass them on, see what the consent of those subjects and the licence of the data allow; models learned from faces may fall under the same terms.',
].join('\n\n');
