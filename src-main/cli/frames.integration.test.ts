import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  createScratch,
  makeFacesProject,
  onset,
  onsetFailure,
  onsetJson,
  picture,
  shapes,
} from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);
beforeAll(async () => {
  await makeFacesProject(scratch, 'study');
  // Two clips of one name, one named like an id, and one whose frames have numbers of their own.
  for (const [index, file] of [
    'more/A/same/7.png',
    'more/B/same/7.png',
    'more/C/1/1.png',
    'more/C/numbered/img46.png',
    'more/C/numbered/img47.png',
    'more/C/numbered/img48.png',
  ].entries())
    scratch.write({ [file]: picture(index) });
  const pattern = '[A-Z]/(?<clip>[^/]+)';
  const command = ['import', 'more', '--as', 'sequences', '--project', 'study'];
  await onsetJson(scratch, shapes.imported, ...command, '--pattern', pattern, '--fps', '200');
});

const written = z.strictObject({
  frames: z.array(
    z.strictObject({
      index: z.number(),
      sourceIndex: z.number(),
      timestampMs: z.number().nullable(),
      file: z.string(),
    }),
  ),
});
const frames = (...args: string[]) => ['frames', '--project', 'study', ...args];
const clips = () => onsetJson(scratch, shapes.clips, 'clips', '--project', 'study');

test('all frames of a clip, by its name: files of its name and index, with both numbers and the time', async () => {
  const outcome = await onsetJson(scratch, written, ...frames('--clip', 'numbered', '--out', 'all'));
  expect(outcome.frames).toEqual(
    [46, 47, 48].map((sourceIndex, index) => ({
      index,
      sourceIndex,
      timestampMs: index * 5,
      file: scratch.path('all', `numbered-${index}.png`),
    })),
  );
  for (const { file } of outcome.frames) expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  expect(readdirSync(scratch.path('all'))).toHaveLength(3);
});

test('some of them by id, again and as lists; the same again is no conflict, another clip’s is', async () => {
  const numbered = (await clips()).find(({ name }) => name === 'numbered');
  const command = frames('--clip', `${numbered?.id}`, '--index', '2', '--index', '0,2', '--out', 'some');
  for (let time = 0; time < 2; time++) {
    const { frames: some } = await onsetJson(scratch, written, ...command);
    expect(some.map(({ index }) => index)).toEqual([2, 0]);
  }
  expect(readdirSync(scratch.path('some')).sort()).toEqual(['numbered-0.png', 'numbered-2.png']);
  scratch.write({ 'some/numbered-1.png': 'mine' });
  const conflict = await onsetFailure(scratch, ...frames('--clip', 'numbered', '--out', 'some'));
  expect(conflict).toMatchObject({ exit: 1, code: 'conflict' });
  expect(conflict.message).toContain('numbered-1.png is there already and is something else');
  expect(readFileSync(scratch.path('some', 'numbered-1.png'), 'utf8')).toBe('mine');
  expect(readdirSync(scratch.path('some'))).toHaveLength(3);
});

test('a contact sheet is told where it was asked for; words on a terminal', async () => {
  const command = frames('--clip', 'numbered', '--out', 'sheet', '--contact-sheet');
  const withSheet = written.extend({ contactSheet: z.string() });
  const { contactSheet } = await onsetJson(scratch, withSheet, ...command);
  expect(contactSheet).toBe(scratch.path('sheet', 'numbered-sheet.png'));
  expect(existsSync(contactSheet)).toBe(true);
  const { code, stdout } = await onset(scratch, ...command);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^index +source +ms +file\n +0 +46 +0 +.*numbered-0\.png\n/);
  expect(stdout).toContain(`All in one picture: ${contactSheet}`);
});

test('a name that several clips have is told with their ids; an id goes before a name', async () => {
  const all = await clips();
  const same = all.filter(({ name }) => name === 'same').map(({ id }) => `${id}`);
  expect(same).toHaveLength(2);
  const ambiguous = await onsetFailure(scratch, ...frames('--clip', 'same', '--out', 'x'));
  expect(ambiguous).toMatchObject({ exit: 2, code: 'bad-input' });
  expect(ambiguous.message).toContain(`2 clips are named same: say which by its id. ${same.join('; ')}`);
  const { stdout, stderr } = await onset(scratch, ...frames('--clip', '1', '--out', 'one', '--json'));
  const [first] = written.parse(JSON.parse(stdout)).frames;
  const byId = all.find(({ id }) => id === 1);
  expect(first?.file).toBe(scratch.path('one', `${byId?.name}-0.png`));
  const named = all.find(({ name }) => name === '1');
  expect(stderr).toContain(`A clip of that name has the id ${named?.id}`);
});

test.each([
  ['a clip that is not there', ['--clip', 'nobody'], 'There is no clip with the id or name nobody'],
  [
    'a frame that is not there',
    ['--clip', 'numbered', '--index', '3'],
    'has no frame 3: it has 3, counted from 0',
  ],
  ['no index', ['--clip', 'numbered', '--index', 'x'], '--index x is no frame of a clip'],
])('%s', async (_, args, message) => {
  const failure = await onsetFailure(scratch, ...frames(...args, '--out', 'never'));
  expect(failure.exit).toBe(2);
  expect(failure.message).toContain(message);
  expect(existsSync(scratch.path('never'))).toBe(false);
});

test('one frame that cannot be read: its file is named, nothing is written', async () => {
  scratch.write({ 'gone/D/cut/1.png': picture(1), 'gone/D/cut/2.png': picture(2) });
  const pattern = '[A-Z]/(?<clip>[^/]+)';
  const command = ['import', 'gone', '--as', 'sequences', '--project', 'study'];
  await onsetJson(scratch, shapes.imported, ...command, '--pattern', pattern);
  scratch.write({ 'gone/D/cut/2.png': picture(2).subarray(0, 50) });
  const failure = await onsetFailure(scratch, ...frames('--clip', 'cut', '--out', 'never'));
  expect(failure).toMatchObject({ exit: 2, code: 'bad-input' });
  expect(failure.message).toMatch(/Clip cut: 1 of 2 frames cannot be read, so nothing was written: .*2\.png/);
  expect(existsSync(scratch.path('never'))).toBe(false);
});
