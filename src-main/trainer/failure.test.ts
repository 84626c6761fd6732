import { expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { failureInWords } from './failure.ts';

const withCode = (code: string) => Object.assign(new Error(`${code}: write`), { code });
const allocate = (length: number) => {
  try {
    return new Float32Array(length);
  } catch (error) {
    return error;
  }
};

test('what was said in words stays', () => {
  expect(failureInWords(new OnsetError('not-found', 'No such pack.'), '/r')).toEqual({
    code: 'not-found',
    message: 'No such pack.',
  });
});

test('a full disk names the folder', () => {
  expect(failureInWords(withCode('ENOSPC'), '/r').message).toBe(
    "Cannot write the run's folder /r: the disk is full. Free some space and try again.",
  );
});

test.each([
  allocate(2 ** 53),
  new Error('Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[9999,99]'),
  new RangeError('Array buffer allocation failed'),
  new Error('memory access out of bounds'),
])('no memory left: %s', (error) => {
  expect(failureInWords(error, '/r')).toMatchObject({
    message: expect.stringContaining('out of memory. Choose a smaller batch'),
  });
});

test.each([
  'CUDA_ERROR_ILLEGAL_ADDRESS: an illegal memory access was encountered',
  'Invalid TF_Status: 13\nMessage: Failed to launch kernel',
  'A valid external Instance reference no longer exists: the GPU device was lost.',
  'Device lost.',
])('a card that is gone: %s', (message) => {
  const [first = ''] = message.replace(/\.$/, '').split('\n');
  const failure = failureInWords(new Error(message), '/r');
  expect(failure.message).toMatch(
    /^The graphics card was lost or failed while training \(.*\)\. Resume the run/,
  );
  expect(failure.message).toContain(first);
});

test('a defect keeps its message', () => {
  expect(failureInWords(new TypeError('x is undefined'), '/r')).toEqual({
    code: 'internal',
    message: 'x is undefined',
  });
});
