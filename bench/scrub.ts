import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';
import { serveBarePage } from './lib/scrub/bare-page.ts';
import { launchBrowser } from './lib/scrub/browser.ts';
import { measureDecoding } from './lib/scrub/decoding.ts';
import { scrubChecks, scrubTables } from './lib/scrub/figures.ts';
import { CLIP, writeFrames, writeVideo } from './lib/scrub/frames.ts';
import { makeProject } from './lib/scrub/window.ts';
import { measureWindow, type WindowFigures } from './lib/scrub/window-figures.ts';
import { passes } from './lib/training-figures.ts';

/**
 * How fast a clip is scrubbed in the built window, in a browser on the headless host, beside a bare page that fetches and
 * draws the same JPEGs; how fast videos are decoded beside ffmpeg. Keeps its tables in bench/RESULTS.md; `--json` prints
 * the figures as one document. Exit code 1 if a bound was missed.
 */
const DECODED_FRAMES = 3000;
const say = (line: string) => process.stderr.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'onset-bench-scrub-'));
try {
  const figures = await scrub();
  const video = join(folder, 'video.mp4');
  await writeVideo(video, DECODED_FRAMES);
  const decoding = await measureDecoding(video);
  const checks = scrubChecks(figures, decoding);
  const tables = `${scrubTables(figures, checks)} Decoding ${DECODED_FRAMES} frames of H.264: ${decoding.ours.toFixed(0)} a second, ffmpeg ${decoding.ffmpeg.toFixed(0)}.`;
  const words = inWords(figures);
  writeSection(RESULTS_FILE, 'scrub', `## scrub\n\n${words}\n\n${tables}`);
  const checked = checks.map((check) => ({ ...check, passed: passes(check) }));
  const document = { machine: machineInWords(), checks: checked, decoding, ...figures };
  console.log(process.argv.includes('--json') ? JSON.stringify(document, null, 2) : `${words}\n\n${tables}`);
  if (!checks.every(passes)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function scrub(): Promise<WindowFigures> {
  const source = join(folder, 'frames');
  await writeFrames(source);
  const project = await makeProject(folder, source);
  const page = await serveBarePage(source);
  const [ours, bare] = [await launchBrowser(), await launchBrowser()];
  try {
    return await measureWindow({ project, bareUrl: page.url, ours, bare }, say);
  } finally {
    await Promise.all([ours.close(), bare.close(), page.close()]);
  }
}

function inWords({ compositor }: WindowFigures): string {
  const date = new Date().toISOString().slice(0, 10);
  return `\`npm run bench -- scrub\`, ${date}, ${machineInWords()}; ${compositor}. ${CLIP.frames} JPEGs of ${CLIP.widthPx}x${CLIP.heightPx}; ours and the bare page in turn. Cold: frames nobody asked for since the program started, its cache deleted; warm: frames seen before, by drag and by key.`;
}
