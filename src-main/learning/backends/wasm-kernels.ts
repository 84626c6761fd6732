import * as tf from '@tensorflow/tfjs-core';

/** The wasm backend can convolve, but not differentiate by the filter: this adds the kernel it lacks. */
export function registerMissingWasmKernels(): void {
  if (tf.getKernel(tf.Conv2DBackpropFilter, 'wasm') !== undefined) return;
  tf.registerKernel({
    kernelName: tf.Conv2DBackpropFilter,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, dy } = inputs;
      if (x === undefined || dy === undefined) throw new Error('Conv2DBackpropFilter lacks an input.');
      // The attributes that every caller of this kernel gives, and what the wasm backend can do.
      const typed = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
      return conv2dBackpropFilter(x, dy, typed, backend as Disposer);
    },
  });
}

interface Disposer {
  disposeData(dataId: tf.DataId): boolean;
}
type Run = (kernel: string, x: tf.TensorInfo, attrs: object, filter?: tf.TensorInfo) => tf.TensorInfo;

/**
 * Gradient of a convolution by its filter, [height, width, channels, filters]: itself a convolution, of the input by
 * the output's gradient, where batch and channels change places and the stride becomes a dilation.
 */
function conv2dBackpropFilter(
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  attrs: tf.Conv2DBackpropFilterAttrs,
  backend: Disposer,
): tf.TensorInfo {
  const { strides, pad, dimRoundingMode, filterShape } = attrs;
  const { padInfo, strideHeight, strideWidth } = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number], // NHWC, the one layout that the wasm backend takes
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const [height, width, channels, filters] = filterShape;
  return freeingTheRest(backend, (run) => {
    const byChannel = run(tf.Transpose, x, { perm: [3, 1, 2, 0] });
    const byFilter = run(tf.Transpose, dy, { perm: [1, 2, 0, 3] });
    const { top, bottom, left, right } = padInfo;
    const attributes = {
      strides: [1, 1],
      dilations: [strideHeight, strideWidth],
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    };
    const gradient = run(tf.Conv2D, byChannel, attributes, byFilter);
    // A stride may leave pixels at the far edge that no output saw: they would lengthen the filter.
    const size = [channels, height, width, filters];
    const cut = run(tf.Slice, gradient, { begin: [0, 0, 0, 0], size });
    return run(tf.Transpose, cut, { perm: [1, 2, 0, 3] });
  });
}

/** Runs wasm kernels by name and frees all they made but the result: kernels see no tidy. */
function freeingTheRest(backend: Disposer, work: (run: Run) => tf.TensorInfo): tf.TensorInfo {
  const made: tf.TensorInfo[] = [];
  const run: Run = (kernel, x, attrs, filter) => {
    const out = tf.getKernel(kernel, 'wasm').kernelFunc({
      inputs: filter === undefined ? { x } : { x, filter },
      attrs: attrs as tf.NamedAttrMap, // plain numbers, strings and arrays
      backend,
    });
    const first = Array.isArray(out) ? out[0] : out;
    if (first === undefined) throw new Error(`The wasm kernel ${kernel} gave nothing.`);
    made.push(first);
    return first;
  };
  const result = work(run);
  for (const info of made) if (info !== result) backend.disposeData(info.dataId);
  return result;
}
