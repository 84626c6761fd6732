import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { trainLong, writeLongPack } from './lib/long-child.ts';
import { trainPeerModel } from './lib/peer-child.ts';
import { writeOwnData } from './lib/peer-data.ts';
import { linesOf } from './lib/processes.ts';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';
import {
  type Contender,
  type EpochLine,
  epochLine,
  longChecks,
  longEpochLine,
  mediansOf,
  passes,
  peerChecks,
  trainingTables,
} from './lib/training-figures.ts';

/**
 * How fast a CNN+LSTM trains by the trainer's own code, beside PyTorch and Keras: same model, weights and batches, each
 * run in a process of its own, in turn. Then a long epoch from a pack file: how much of it is compute. PEER_PYTHON
 * names a Python with numpy, torch and tensorflow-cpu, PEERS_DIR the folder of the peers' scripts; without the former
 * our side runs alone, on data of its own. Keeps its tables in bench/RESULTS.md; `--json` prints the figures as one
 * document. Exit code 1 if a bound was missed.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    /** The backends that run the peers' model. */
    backends: { type: 'string', default: 'tfjs-node,wasm' },
  },
});

const say = (line: string) => process.stderr.write(`${line}\n`);
const ENTRY = join(import.meta.dirname, 'training.ts');
const PEERS_DIR = process.env['PEERS_DIR'] ?? join(import.meta.dirname, '..', '..', 'shared', 'peers');
const PYTHON = process.env['PEER_PYTHON'] ?? null;

const [child, ...childArgs] = positionals;
if (child === undefined) await measure();
else if (child === 'peer-model') await trainPeerModel(childArgs[0] ?? '', childArgs[1] ?? '');
else await trainLong(childArgs[0] ?? '', childArgs[1] ?? '');

async function measure(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'onset-bench-training-'));
  try {
    if (PYTHON === null) writeOwnData(dir);
    else await runPython(PYTHON, 'cnn_lstm_data.py', dir);
    const runs = await runAll(dir);
    const long = await linesOf(longEpochLine, ...ours('long', 'tfjs-node', writeLongPack(dir)));
    const checks = [...peerChecks(runs), ...longChecks(long)];
    const tables = trainingTables(runs, checks);
    const words = inWords();
    writeSection(RESULTS_FILE, 'training', `## training\n\n${words}\n\n${tables}`);
    const medians = Object.fromEntries(Object.entries(runs).map(([name, own]) => [name, mediansOf(own)]));
    const checked = checks.map((check) => ({ ...check, passed: passes(check) }));
    const document = { data: PYTHON === null ? 'own' : 'peers', medians, checks: checked, long, runs };
    console.log(options.json ? JSON.stringify(document, null, 2) : `${words}\n\n${tables}`);
    if (!checks.every(passes)) process.exitCode = 1;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** In turn, so that a busy machine is busy for all. wasm, which takes minutes, once. */
async function runAll(dir: string): Promise<Record<Contender, EpochLine[][]>> {
  const runs: Record<Contender, EpochLine[][]> = { native: [], wasm: [], pytorch: [], keras: [] };
  const add = async (name: Contender, running: Promise<EpochLine[]>) => {
    const lines = await running;
    runs[name].push(lines);
    const last = lines.at(-1);
    say(`${name}: ${last?.wallSeconds.toFixed(2)} s, loss ${last?.loss.toFixed(5)}`);
  };
  const backends = options.backends.split(',');
  for (let round = 0; round < Number(options.runs); round++) {
    if (backends.includes('tfjs-node'))
      await add('native', linesOf(epochLine, ...ours('peer-model', 'tfjs-node', dir)));
    if (PYTHON === null) continue;
    await add('pytorch', runPython(PYTHON, 'cnn_lstm_torch.py', dir));
    await add('keras', runPython(PYTHON, 'cnn_lstm_keras.py', dir));
  }
  if (backends.includes('wasm')) await add('wasm', linesOf(epochLine, ...ours('peer-model', 'wasm', dir)));
  return runs;
}

function ours(child: 'peer-model' | 'long', ...args: string[]): [program: string, args: string[]] {
  return [process.execPath, [ENTRY, child, ...args]];
}

/** OpenBLAS chooses its own kernels: settings meant for other programs slow numpy down. */
function runPython(python: string, script: string, dir: string): Promise<EpochLine[]> {
  const { OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...env } = process.env;
  return linesOf(epochLine, python, [join(PEERS_DIR, script)], { ...env, BENCH_DATA: dir });
}

function inWords(): string {
  const date = new Date().toISOString().slice(0, 10);
  const data =
    PYTHON === null
      ? 'PEER_PYTHON names no Python: the peers did not run, ours learned data of its own, so neither losses nor ratios say anything.'
      : "The peers' scripts, weights and data; each run a process of its own, in turn.";
  return `\`npm run bench -- training\`, ${date}, ${machineInWords()}. A CNN+LSTM over 256 clips of 16 frames of 64x64, batches of 16; medians, seconds of the second epoch. ${data} Long epoch: 1,000 clips of 32 frames of 64x64 from a pack file, the same model, native.`;
}
