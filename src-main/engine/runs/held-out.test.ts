import { describe, expect, it } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { requireHeldOut } from './held-out.ts';

const [a, b, c] = [clipId.parse(1), clipId.parse(2), clipId.parse(3)];
const folds = [{ name: 'fold 1', trainClipIds: [c], testClipIds: [a, b] }];
const of = (...ids: (typeof a)[]) => ids.map((id) => ({ clipId: id }));

describe('the predictions of a fold', () => {
  it('are taken where they are of the clips held out, in any order', () => {
    expect(() => requireHeldOut(folds, 0, of(b, a))).not.toThrow();
  });

  it.each([
    ['a clip that was trained on', 0, of(a, c)],
    ['one more', 0, of(a, b, c)],
    ['one missing', 0, of(a)],
    ['one twice', 0, of(a, b, b)],
    ['a fold that is not there', 1, of(a)],
  ])('are refused: %s', (_, fold, predictions) => {
    expect(() => requireHeldOut(folds, fold, predictions)).toThrow('are not those of the clips it held out');
  });
});
