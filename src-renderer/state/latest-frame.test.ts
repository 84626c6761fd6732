import { describe, expect, it } from 'vitest';
import { createLatestFrame, type Held } from './latest-frame.ts';

/** Frames that come when the test says so. */
function started() {
  const waiting: { readonly key: number; readonly settle: (failure: string | null) => void }[] = [];
  const shown: (Held<number, string> | null)[] = [];
  const released: string[] = [];
  const latest = createLatestFrame<number, string>({
    load: (key) =>
      new Promise((resolve, reject) => {
        const settle = (failure: string | null) =>
          failure === null ? resolve(`frame ${key}`) : reject(new Error(failure));
        waiting.push({ key, settle });
      }),
    release: (frame) => released.push(frame),
    onHold: (held) => shown.push(held),
  });
  const arrive = async (failure: string | null = null) => {
    waiting.at(-1)?.settle(failure);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { latest, asked: () => waiting.map(({ key }) => key), shown, released, arrive };
}

describe('createLatestFrame', () => {
  it('asks for nothing between the frame under way and the newest wish', async () => {
    const { latest, asked, shown, arrive } = started();
    for (const key of [1, 2, 3]) latest.want(key);
    expect(asked()).toEqual([1]);
    await arrive();
    expect(asked()).toEqual([1, 3]);
    await arrive();
    expect(shown.map((held) => held?.key)).toEqual([1, 3]);
  });

  it('gives a frame back once another is shown, and not before', async () => {
    const { latest, released, arrive } = started();
    latest.want(1);
    await arrive();
    latest.want(2);
    expect(released).toEqual([]);
    await arrive();
    expect(released).toEqual(['frame 1']);
  });

  it('says why a frame did not come, and goes on', async () => {
    const { latest, shown, arrive } = started();
    latest.want(1);
    await arrive('The file is gone.');
    latest.want(2);
    await arrive();
    expect(shown[0]).toEqual({ key: 1, frame: null, failure: 'The file is gone.' });
    expect(shown[1]?.frame).toBe('frame 2');
  });

  it('shows nothing that was asked for before it was cleared', async () => {
    const { latest, shown, released, arrive } = started();
    latest.want(1);
    latest.clear();
    await arrive();
    expect(shown).toEqual([null]);
    expect(released).toEqual(['frame 1']);
  });
});
