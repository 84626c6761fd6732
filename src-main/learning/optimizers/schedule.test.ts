import { expect, test } from 'vitest';
import type { ScheduleSpec } from '#shared/domain/learning-spec.ts';
import { learningRateAt } from './schedule.ts';

const rates = (schedule: ScheduleSpec, epochs: number) =>
  Array.from({ length: epochs }, (_, index) => learningRateAt(schedule, 0.8, index + 1, epochs));

function expectRates(schedule: ScheduleSpec, expected: readonly number[]) {
  for (const [index, rate] of rates(schedule, expected.length).entries())
    expect(rate).toBeCloseTo(expected[index] ?? Number.NaN, 12);
}

test('constant stays', () => {
  expectRates({ kind: 'constant' }, [0.8, 0.8, 0.8]);
});

test('step multiplies by the factor after every so many epochs', () => {
  expectRates({ kind: 'step', everyEpochs: 2, factor: 0.5 }, [0.8, 0.8, 0.4, 0.4, 0.2]);
  expectRates({ kind: 'step', everyEpochs: 1, factor: 0.5 }, [0.8, 0.4, 0.2, 0.1]);
  expectRates({ kind: 'step', everyEpochs: 2, factor: 0.1 }, [0.8, 0.8, 0.08, 0.08, 0.008]);
});

test('cosine falls from the learning rate in the first epoch to its share in the last', () => {
  // (1 + cos(way π)) / 2 for way 0, 1/2, 1: 1, 1/2, 0; for way 1/3, 2/3: 3/4, 1/4.
  expectRates({ kind: 'cosine', warmupEpochs: 0, finalShare: 0 }, [0.8, 0.4, 0]);
  expectRates({ kind: 'cosine', warmupEpochs: 0, finalShare: 0 }, [0.8, 0.6, 0.2, 0]);
  expectRates({ kind: 'cosine', warmupEpochs: 0, finalShare: 0.5 }, [0.8, 0.6, 0.4]);
});

test('the warm-up rises in equal steps, then comes the cosine over what is left', () => {
  expectRates({ kind: 'cosine', warmupEpochs: 1, finalShare: 0 }, [0.4, 0.8, 0.4, 0]);
  expectRates({ kind: 'cosine', warmupEpochs: 3, finalShare: 0.25 }, [0.2, 0.4, 0.6, 0.8, 0.5, 0.2]);
});

test('a cosine of one epoch, or of one after the warm-up, takes the learning rate', () => {
  expectRates({ kind: 'cosine', warmupEpochs: 0, finalShare: 0 }, [0.8]);
  expectRates({ kind: 'cosine', warmupEpochs: 1, finalShare: 0 }, [0.4, 0.8]);
});
