import { describe, expect, it } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { neighboursAround } from './filmstrip-window.ts';

const IDS = Array.from({ length: 10 }, (_, at) => clipId.parse(at + 1));
const around = (id: number, count: number) => neighboursAround(IDS, clipId.parse(id), count);

describe('neighboursAround', () => {
  it('puts the clip in the middle', () => {
    expect(around(5, 5)).toEqual([3, 4, 5, 6, 7]);
  });
  it('stays full at the ends', () => {
    expect(around(1, 4)).toEqual([1, 2, 3, 4]);
    expect(around(10, 4)).toEqual([7, 8, 9, 10]);
  });
  it('shows all there is where there is room', () => {
    expect(around(4, 99)).toHaveLength(10);
    expect(around(4, 0)).toEqual([]);
  });
});
