import { expect, it } from 'vitest';
import { planClips } from './cast.ts';
import { RATERS } from './recipe.ts';
import { codingSheet, intensityTable, truthTable } from './tables.ts';

const clips = planClips(1);

function rows(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i] ?? '', cell])));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('the sheet has the columns of CASME II and a row for each clip', () => {
  const text = codingSheet(clips);
  expect(text.split('\n')[0]).toBe(
    'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion',
  );
  expect(rows(text)).toHaveLength(320);
});

it('sheet and truth tell of the same clips: marks of the sheet are in the numbers of the frame files', () => {
  const truth = rows(truthTable(clips));
  for (const [i, row] of rows(codingSheet(clips)).entries()) {
    const plan = clips[i];
    const first = plan?.firstNumber ?? Number.NaN;
    expect(truth[i]).toEqual({
      clip: row['Filename'],
      subject: row['Subject'],
      emotion: row['Estimated Emotion'],
      intensity: String(plan?.intensity),
      onset: String(Number(row['OnsetFrame']) - first),
      apex: String(Number(row['ApexFrame']) - first),
      offset: String(Number(row['OffsetFrame']) - first),
    });
  }
});

it('action units are written as the field writes them, one-sided ones with their side', () => {
  const coded = new Map<string, Set<string>>();
  for (const row of rows(codingSheet(clips))) {
    const emotion = row['Estimated Emotion'] ?? '';
    coded.set(emotion, (coded.get(emotion) ?? new Set()).add(row['Action Units'] ?? ''));
  }
  expect(coded.get('contempt')).toEqual(new Set(['L12+L14', 'R12+R14']));
  expect(coded.get('surprise')).toEqual(new Set(['1+2+5+26']));
  expect(coded.get('happiness')).toEqual(new Set(['6+12', '6+12+25']));
});

it.each(RATERS.map((rater) => [rater.name, rater] as const))(
  '%s: bias, slope and noise are those of the recipe',
  (name, rater) => {
    const table = rows(intensityTable(1, rater, clips));
    expect(table.map((row) => row['clip'])).toEqual(clips.map((clip) => clip.name));
    expect(new Set(table.map((row) => row['rater']))).toEqual(new Set([name]));
    const given = table.map((row) => Number(row['intensity']));
    expect(Math.min(...given)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...given)).toBeLessThanOrEqual(1);
    // Away from the ends nothing is cut off, so the errors there are bias and noise as they are.
    const inside = clips.flatMap(({ intensity }, i) =>
      intensity > 0.3 && intensity < 0.8 ? [(given[i] ?? 0) - intensity * rater.slope] : [],
    );
    expect(mean(inside)).toBeCloseTo(rater.bias, 1);
    expect(Math.sign(mean(inside))).toBe(Math.sign(rater.bias));
    const spread = Math.sqrt(mean(inside.map((error) => (error - mean(inside)) ** 2)));
    expect(spread / rater.noise).toBeGreaterThan(0.8);
    expect(spread / rater.noise).toBeLessThan(1.2);
  },
);

it('raters take faint expressions for others now and then, and strong ones hardly ever', () => {
  const mistakes = (faint: boolean) =>
    RATERS.flatMap((rater) => rows(intensityTable(1, rater, clips))).filter((row, i) => {
      const clip = clips[i % clips.length];
      return clip !== undefined && clip.intensity < 0.55 === faint && row['emotion'] !== clip.emotion;
    }).length;
  expect(mistakes(true)).toBeGreaterThan(10);
  expect(mistakes(false)).toBeLessThan(mistakes(true) / 3);
});
