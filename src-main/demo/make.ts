import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OnsetError } from '#shared/base/errors.ts';
import type { DemoEvent } from '#shared/contract/children.ts';
import { planClips, subjectCode } from './cast.ts';
import type { ClipPlan } from './clip.ts';
import { createStudio, renderFrame, type Studio } from './frame.ts';
import { createIdentity, type Identity } from './identity.ts';
import { encodeGreyPng } from './png.ts';
import { FPS, FRAME_SIZE, LAYOUT, RATERS } from './recipe.ts';
import { codingSheet, intensityTable, truthTable } from './tables.ts';

export type DemoFolder = Omit<Extract<DemoEvent, { type: 'done' }>, 'type'>;

/** Raised whenever the same seed gives other bytes. */
const VERSION = 1;
const MARKER = 'demo.json';
const FRAMES = 'frames';
const markerText = (seed: number) => `${JSON.stringify({ version: VERSION, seed })}\n`;

/**
 * Writes the demo data set of `seed` into the folder `dir`, which must be new, empty, or the same data set made
 * before (then nothing is done). All of it is written to `dir` + ".part" and renamed at the end, so a folder of
 * that name is complete whatever happened; what an interrupted call left is cleared by the next.
 */
export async function makeDemo(
  dir: string,
  seed: number,
  report: (done: number, total: number) => void,
  clips: readonly ClipPlan[] = planClips(seed),
): Promise<DemoFolder> {
  const made = describe(dir);
  if (isComplete(dir, seed)) return made;
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new OnsetError(
      'conflict',
      `${dir} holds other files. Name an empty or a new folder for the demo data.`,
    );
  const part = `${dir}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const studio = createStudio(FRAME_SIZE);
  for (const [index, clip] of clips.entries()) {
    report(index, clips.length);
    writeFrames(studio, createIdentity(seed, clip.subject), clip, join(part, FRAMES));
    await nextTurn();
  }
  writeTables(part, seed, clips);
  // Windows renames onto no folder, not even an empty one.
  if (existsSync(dir)) rmdirSync(dir);
  renameSync(part, dir);
  report(clips.length, clips.length);
  return made;
}

function describe(dir: string): DemoFolder {
  return {
    framesDir: join(dir, FRAMES),
    layout: LAYOUT,
    fps: FPS,
    codingSheet: join(dir, 'coding-sheet.csv'),
    intensityTables: RATERS.map((_, i) => join(dir, tableName(i))),
  };
}

const tableName = (index: number) => `intensity-${'abc'[index] ?? index}.csv`;

function isComplete(dir: string, seed: number): boolean {
  const file = join(dir, MARKER);
  return existsSync(file) && readFileSync(file, 'utf8') === markerText(seed);
}

function writeFrames(studio: Studio, identity: Identity, clip: ClipPlan, root: string): void {
  const fill = (text: string, frame: string) =>
    text
      .replace('{subject}', subjectCode(clip.subject))
      .replace('{clip}', clip.name)
      .replace('{frame}', frame);
  const file = (frame: number) => join(root, fill(LAYOUT, String(clip.firstNumber + frame)));
  mkdirSync(join(file(0), '..'), { recursive: true });
  for (let frame = 0; frame < clip.frames; frame++) {
    const pixels = renderFrame(studio, identity, clip, frame);
    writeFileSync(file(frame), encodeGreyPng(pixels, studio.canvas.size));
  }
}

function writeTables(dir: string, seed: number, clips: readonly ClipPlan[]): void {
  writeFileSync(join(dir, 'coding-sheet.csv'), codingSheet(clips));
  for (const [index, rater] of RATERS.entries())
    writeFileSync(join(dir, tableName(index)), intensityTable(seed, rater, clips));
  writeFileSync(join(dir, 'truth.csv'), truthTable(clips));
  writeFileSync(join(dir, MARKER), markerText(seed));
}
