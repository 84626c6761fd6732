import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runProgram } from './program.ts';

const dir = mkdtempSync(join(tmpdir(), 'onset-program-'));
afterAll(() => rmSync(dir, { recursive: true }));
const specs = {
  BROKEN: '{',
  UNKNOWN: '{"epoch": 3}',
  INPUT: '{"input": 5}',
  UNTASKED: '{"epochs": 3}',
  MISSING: null,
};
for (const [name, text] of Object.entries(specs)) if (text !== null) writeFileSync(join(dir, name), text);

async function run(argv: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const streams = {
    out: (text: string) => void out.push(text),
    error: (text: string) => void errors.push(text),
  };
  const exit = await runProgram(argv, streams, dir);
  return { exit, out, errors: errors.join('\n') };
}

/** What is wrong before any project is touched: it never looks at the folder `p`. */
const WRONG: readonly (readonly [string, RegExp])[] = [
  ['tidy', /unknown command 'tidy'/],
  ['clips', /required option '--project <dir>' not specified/],
  ['clips --project p --colour', /unknown option '--colour'/],
  ['import --project p --as sequences', /missing required argument 'source'/],
  ['import s --project p --as tables', /'tables' is invalid.*folder-per-class/],
  ['import s --project p', /required option '--as <kind>' not specified/],
  ['import s --project p --as sequences --alias glad', /--alias glad is none: write name=value/],
  ['import s --project p --as sequences --split fear=dev', /--split is not valid.*train/],
  ['import s --project p --as sequences --fps fast', /fps/],
  ['import s --project p --as sequences --fps 0', /fps/],
  ['labels export --project p --format xml --out x', /'xml' is invalid/],
  ['labels export --project p --format csv', /give --format F --out FILE, or, for a bundle/],
  ['labels export --project p --bundle b.json', /--rater NAME --bundle FILE/],
  ['labels import b.json --project p --keep both', /'both' is invalid/],
  ['train --project p', /give --task intensity or --task emotion, or a --spec that names its task/],
  ['train --project p --spec UNTASKED', /give --task intensity/],
  ['train --project p --task mood', /'mood' is invalid/],
  ['train --project p --task emotion --split kfold:1', /--split kfold:1 is none: use loso/],
  ['train --project p --task emotion --loss mse', /loss mse is not for the emotion task/],
  ['train --project p --task emotion --loss hinge', /--loss hinge is none: use mse/],
  [
    'train --project p --task emotion --class-weights some',
    /--class-weights some is none: use none, balanced/,
  ],
  ['train --project p --task emotion --sampling often', /--sampling often is none: use shuffled/],
  ['train --project p --task emotion --optimizer lion', /--optimizer lion is none: use adam/],
  ['train --project p --task intensity --class-weights balanced', /for the emotion task only/],
  ['train --project p --task emotion --epochs 0', /epochs/],
  ['train --project p --task emotion --epochs many', /--epochs is a whole number/],
  ['train --project p --task emotion --image-size 4', /input.imageSize/],
  ['train --project p --task emotion --frames 0', /input.framesPerClip/],
  ['train --project p --task emotion --seed -1', /--seed is a whole number/],
  ['train --project p --task emotion --backend abacus', /backend/],
  ['train --project p --task emotion --spec MISSING', /MISSING: it is not there/],
  ['train --project p --task emotion --spec BROKEN', /BROKEN: it is not a JSON object/],
  ['train --project p --task emotion --spec UNKNOWN', /Unrecognized key: "epoch"/],
  ['train --project p --task emotion --spec INPUT', /The spec is not valid: input/],
  ['serve --port 99999', /port/],
];

describe('bad usage', () => {
  test.each(WRONG)('onset %s: 2, one JSON document with why, and the same on stderr', async (line, why) => {
    const argv = line.split(' ').map((word) => (Object.hasOwn(specs, word) ? join(dir, word) : word));
    const { exit, out, errors } = await run([...argv, '--json']);
    expect(exit).toBe(2);
    expect(out).toHaveLength(1);
    const { error } = JSON.parse(out[0] ?? '');
    expect(error).toEqual({ code: 'bad-input', message: expect.stringMatching(why) });
    expect(errors).toContain(error.message);

    const inWords = await run(argv);
    expect([inWords.exit, inWords.out]).toEqual([2, []]);
    expect(inWords.errors).toMatch(why);
  });

  test('no command, or half of one, shows what there is', async () => {
    for (const argv of [[], ['labels']]) {
      const { exit, out, errors } = await run(argv);
      expect([exit, out]).toEqual([2, []]);
      expect(errors).toMatch(/Usage: onset/);
    }
  });
});

test('help is no failure', async () => {
  const { exit, out } = await run(['train', '--help']);
  expect(exit).toBe(0);
  expect(out.join('')).toMatch(/loso, kfold:5/);
});
