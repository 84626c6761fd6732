import { describe, expect, test } from 'vitest';
import { importOptions, importRequestFromOptions, specFromOptions, trainOptions } from './options.ts';

const emotion = trainOptions.parse({ project: 'p', task: 'emotion' });

describe('train options', () => {
  test('each one changes its field and nothing else', () => {
    const plain = specFromOptions(emotion, {});
    const spec = specFromOptions(
      trainOptions.parse({
        project: 'p',
        task: 'emotion',
        split: 'loso',
        epochs: '3',
        loss: 'focal:1.5',
        classWeights: 'balanced',
        sampling: 'balanced',
        optimizer: 'sgd:0.5',
        imageSize: '48',
        frames: '7',
        seed: '9',
        backend: 'wasm',
      }),
      {},
    );
    expect(spec).toEqual({
      ...plain,
      split: { kind: 'loso' },
      epochs: 3,
      loss: { kind: 'focal', gamma: 1.5 },
      classWeights: { kind: 'balanced' },
      sampling: { kind: 'balanced' },
      optimizer: { kind: 'sgd', momentum: 0.5 },
      input: { ...plain.input, imageSize: 48, framesPerClip: 7 },
      seed: 9,
      backend: 'wasm',
    });
  });

  test('an option wins over the file, the file over the defaults', () => {
    const spec = specFromOptions(
      { ...emotion, epochs: 3 },
      { epochs: 9, batchSize: 5, input: { imageSize: 64 } },
    );
    expect(spec.epochs).toBe(3);
    expect(spec.batchSize).toBe(5);
    expect(spec.input.imageSize).toBe(64);
    expect(spec.input.framesPerClip).toBe(specFromOptions(emotion, {}).input.framesPerClip);
  });

  test('a file names what it changes, also within its parts and in an earlier version', () => {
    const plain = specFromOptions(emotion, {});
    const spec = specFromOptions(emotion, {
      ...{ model: { dropout: 0.5 }, augmentation: { flip: true } },
      classWeights: { kind: 'balanced' },
    });
    const old = specFromOptions(emotion, { version: 1, classWeights: 'balanced' });
    expect(old).toEqual({ ...plain, classWeights: { kind: 'balanced' } });
    expect(spec).toEqual({
      ...plain,
      model: { ...plain.model, dropout: 0.5 },
      augmentation: { ...plain.augmentation, flip: true },
      classWeights: { kind: 'balanced' },
    });
  });

  test('a file may name the task; an option wins over it, and without either it is asked for', () => {
    const unsaid = trainOptions.parse({ project: 'p' });
    expect(specFromOptions(unsaid, { task: 'intensity' })).toEqual(
      specFromOptions({ ...unsaid, task: 'intensity' }, {}),
    );
    expect(specFromOptions(emotion, { task: 'intensity' })).toEqual(specFromOptions(emotion, {}));
    expect(() => specFromOptions(unsaid, { epochs: 3 })).toThrow(/give --task intensity or --task emotion/);
    expect(() => specFromOptions(unsaid, { task: 'mood' })).toThrow(/task/);
  });

  test('a loss of the other task, an unknown field and a wrong number are named', () => {
    expect(() => specFromOptions({ ...emotion, loss: 'mse' }, {})).toThrow(
      /loss: The loss mse is not for the emotion task/,
    );
    expect(() => specFromOptions(emotion, { epoch: 3 })).toThrow(/epoch/);
    expect(() => specFromOptions({ ...emotion, epochs: 0 }, {})).toThrow(/epochs/);
  });
});

describe('import options', () => {
  const options = importOptions.parse({ project: 'p', as: 'folder-per-class' });

  test('pairs become maps', () => {
    const request = importRequestFromOptions('/data', {
      ...options,
      alias: ['glad=happiness'],
      split: ['train1=train', 'test=test'],
      dataset: 'SAMM',
      column: ['emotion=Felt emotion', 'clip=a=b'],
      attribute: ['age=Age (years)'],
    });
    expect(request).toMatchObject({
      source: '/data',
      aliases: { glad: 'happiness' },
      splits: { train1: 'train', test: 'test' },
      dataset: 'samm',
      columns: { emotion: 'Felt emotion', clip: 'a=b' },
      attributes: { age: 'Age (years)' },
    });
  });

  test.each([
    [{ alias: ['glad'] }, /--alias glad is none/],
    [{ split: ['a=dev'] }, /--split is not valid/],
    [{ fps: 'fast' }, /fps/],
    [{ column: ['emotion'] }, /--column emotion is none/],
    [{ dataset: ' ' }, /a data set needs a name/],
  ])('%j is refused', (bad, reason) => {
    expect(() => importRequestFromOptions('/data', { ...options, ...bad })).toThrow(reason);
  });
});
