/** Run on the pinned Node: prints the version of a native TensorFlow package that loads and computes, else why not. */
import util from 'node:util';

process.env.TF_CPP_MIN_LOG_LEVEL = '3';
// tfjs-node 4.22 calls two functions that Node 24 no longer has.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

try {
  const tf = await import(process.argv[2]);
  const filterGradient = tf.grad((filter) => tf.conv2d(tf.ones([1, 4, 4, 1]), filter, 1, 'same').sum());
  const [sum] = await filterGradient(tf.ones([3, 3, 1, 1]))
    .sum()
    .data();
  // Every one of 16 pixels is seen by the 3 x 3 filter: 4 corners by 4, 8 edges by 6, 4 inner ones by 9 of its weights.
  if (tf.getBackend() !== 'tensorflow' || sum !== 100)
    throw new Error(`It computes ${sum} for 100 on ${tf.getBackend()}.`);
  const { binding } = tf.backend();
  const where = binding.isUsingGpuDevice() ? ' on an NVIDIA card' : '';
  console.log(`libtensorflow ${binding.TF_Version}${where}`);
} catch (error) {
  console.log(error.message.split('\n')[0]);
  process.exitCode = 1;
}
