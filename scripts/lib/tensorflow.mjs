import { hasBinding, makeNative } from './tensorflow-native.mjs';
import { WHEELS } from './tensorflow-wheels.mjs';
import { missingTools, wantsNvidia } from './tools.mjs';

/** @typedef {import('./tensorflow-native.mjs').Made} Made */

const PROCESSOR = { pkg: '@tensorflow/tfjs-node', wheel: WHEELS.processor, downloadFirst: true };
/** Its own download is for CUDA 11 as the system has it; the wheel brings the CUDA it is built for. */
const CARD = { pkg: '@tensorflow/tfjs-node-gpu', wheel: WHEELS.card, downloadFirst: false };

/**
 * TensorFlow on the processor. Never a reason to stop: without it training runs in WebAssembly.
 * @type {import('./steps.mjs').Step}
 */
export const tensorflow = {
  name: 'tensorflow',
  title: 'Native TensorFlow',
  isDone: (state, asked) => isDone(state.tensorflow, PROCESSOR, asked),
  async run(step) {
    step.state.tensorflow = await makeNative(step, PROCESSOR);
    return describe(step.state.tensorflow);
  },
  describe: (state) => describe(state.tensorflow),
};

/** @param {Made} made */
const describe = ({ native, version, from, why }) =>
  native ? `${version}, ${from}` : `training will use WebAssembly: ${why}`;

/**
 * TensorFlow on an NVIDIA card, where there is one. Never a reason to stop: there are other backends.
 * @type {import('./steps.mjs').Step}
 */
export const tensorflowForCard = {
  name: 'tensorflow-gpu',
  title: 'TensorFlow for NVIDIA cards',
  isDone: (state, asked) => !wantsNvidia() || isDone(state.tensorflowForCard, CARD, asked),
  async run(step) {
    step.state.tensorflowForCard = await makeNative(step, CARD);
    return describeForCard(step.state.tensorflowForCard);
  },
  describe: (state) => (wantsNvidia() ? describeForCard(state.tensorflowForCard) : 'no NVIDIA card here'),
};

/** @param {Made} made */
const describeForCard = ({ native, version, from, why }) =>
  native
    ? `${version}, ${from} (unverified: see whether it computes rightly with npm run check:gpu)`
    : `other backends will train: ${why}`;

/** @param {Made | undefined} made @param {import('./tensorflow-native.mjs').Native} of @param {import('./steps.mjs').Asked} asked */
function isDone(made, of, { retry }) {
  if (!made) return false;
  if (made.native) return hasBinding(of);
  // A tool that was missing may be there now; the network is asked again by `npm run setup` alone.
  return !retry && (!made.lacksTools || missingTools() !== null);
}
