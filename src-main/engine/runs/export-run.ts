import { join } from 'node:path';
import { type ModelCardFacts, modelCard } from '#main/exchange/exporters/card/model-card.ts';
import { toLayersModel } from '#main/exchange/exporters/models/layers-model.ts';
import { learnedModel } from '#main/exchange/exporters/models/learned-model.ts';
import { toOnnx } from '#main/exchange/exporters/models/onnx-model.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { LearnedModels } from '#shared/domain/learned-models.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import type { OpenProject } from '../project.ts';
import { reviewRun } from '../review/review.ts';
import type { Task } from '../tasks.ts';
import { type NewFolder, writeNewFolder } from '../write-folder.ts';
import { backendsUsed } from './backends-used.ts';
import { runPaths } from './folder.ts';
import { readLog } from './log.ts';
import { readFoldWeights, readLearnedModels, readRunFile } from './run-weights.ts';
import { showRun } from './show.ts';

/** Files that go as they are. */
const COPIED = ['spec.json', 'split.json', 'labels.json', 'history.csv', 'predictions.csv'];

/**
 * Writes a finished run into the new folder `dir`: its models in the formats of others, its data and a model card. The
 * folder is there whole or not at all. Throws OnsetError: `not-found`, `conflict` (not finished, or the folder is in
 * use), `cancelled`, what the disk says.
 */
export async function exportRun(
  project: OpenProject,
  id: RunId,
  dir: string,
  task: Task,
): Promise<CallOutput<'runs.export'>> {
  const { figures } = reviewRun(project.catalog, id);
  const runDir = runPaths(project.dir, id).dir;
  const models = await readLearnedModels(runDir, id);
  const files = await writeNewFolder(dir, async (folder) => {
    const written = await writeModels(folder, { id, runDir, models }, task);
    for (const name of COPIED) await folder.write(name, await readRunFile(join(runDir, name), id));
    const run = showRun(project, id);
    const clips = project.catalog.read.runs.clips(id);
    const backends = backendsUsed(readLog(runPaths(project.dir, id).log));
    const facts = { onsetVersion: packageJson.version, run, figures, backends, clips, files: written };
    await folder.write('MODEL_CARD.md', modelCard({ ...facts, masked: models.model.masked }));
  });
  return { dir, files };
}

interface SavedModels {
  readonly id: RunId;
  readonly runDir: string;
  readonly models: LearnedModels;
}

/** A model of each fold, in each format. */
async function writeModels(
  folder: NewFolder,
  { id, runDir, models }: SavedModels,
  task: Task,
): Promise<ModelCardFacts['files']> {
  const written: { fold: string; onnx: string; layers: string }[] = [];
  for (const [fold, { name }] of models.folds.entries()) {
    task.signal.throwIfAborted();
    task.report(fold, models.folds.length);
    const model = learnedModel(models, fold, await readFoldWeights(runDir, id, models, fold));
    const onnx = `onnx/fold-${fold}.onnx`;
    const layers = `tfjs/fold-${fold}/model.json`;
    await folder.write(onnx, toOnnx(model));
    const { json, weights } = toLayersModel(model, WEIGHTS_FILE);
    await folder.write(layers, json);
    await folder.write(`tfjs/fold-${fold}/${WEIGHTS_FILE}`, weights);
    written.push({ fold: name, onnx, layers });
  }
  return written;
}

const WEIGHTS_FILE = 'weights.bin';
