import { passOf } from '../layer-pass.ts';
import { type LayerSet, ORDINARY_LAYERS } from '../layer-set.ts';
import { nativeConvPoolBackward, nativeConvPoolForward } from './conv-pool.ts';
import { nativeDenseBackward, nativeDenseForward } from './dense.ts';
import { choosePooling, type Pooling } from './pooling.ts';

/** For the active backend, which must be `tensorflow`: by TensorFlow's own operations, as this build of it computes best. */
export function createNativeLayers(): LayerSet {
  const pooling = choosePooling();
  return {
    convPool: pooling === null ? ORDINARY_LAYERS.convPool : convPoolBy(pooling),
    dense: (input, kernel, bias, activation) =>
      passOf(
        () => nativeDenseForward(input, kernel, bias, activation),
        (dy, saved) => nativeDenseBackward(dy, input.shape, kernel, saved, activation),
      ),
    // Not BlockLSTMV2, which would take a twentieth off an epoch: TensorFlow 2.15's corrupts memory where a signal
    // interrupts it on a processor, in Python too.
    lstm: ORDINARY_LAYERS.lstm,
  };
}

/** Convolutions with this pooling. */
export function convPoolBy(pooling: Pooling): LayerSet['convPool'] {
  return (input, kernel, bias) =>
    passOf(
      () => nativeConvPoolForward(input, kernel, bias, pooling),
      (dy, saved, wantsInput) => nativeConvPoolBackward(dy, input, kernel, pooling, saved, wantsInput),
    );
}
