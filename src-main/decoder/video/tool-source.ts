import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { checkPixels } from '../file.ts';
import { READABLE_FORMATS } from './formats.ts';
import { kindOfPixels, type RawPixels, wordsFromBytes } from './raw-pixels.ts';
import type { DecodedFrame, Fraction, VideoFacts, VideoSource } from './source.ts';

/**
 * A video through the programs ffmpeg and ffprobe, for machines without the libraries. As exact, but slower: ffmpeg gives
 * pictures without their timestamps, so that they are counted from the first, and ffprobe's list says when each is shown.
 */

const run = promisify(execFile);
const MAX_LIST_BYTES = 512 * 1024 ** 2;
const ONLY_THE_FILE = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', READABLE_FORMATS];
/** Demuxers that make times up from a rate. */
const WITHOUT_TIMES = /^(h264|hevc|m4v|mpegvideo|obu|mjpeg|yuv4mpegpipe|dv|av1)$/;

let tools: Promise<boolean> | null = null;

export function hasVideoTools(): Promise<boolean> {
  tools ??= Promise.all(['ffmpeg', 'ffprobe'].map((program) => run(program, ['-version']))).then(
    () => true,
    () => false,
  );
  return tools;
}

/** Throws OnsetError `bad-input` naming the file. */
export async function openToolSource(file: string, sizeBytes: number): Promise<VideoSource> {
  const { facts, ticks, durations, pixels, trouble } = await inspect(file, sizeBytes);
  let pictures = readPictures(file, facts, pixels);
  let number = -1;
  return {
    facts,
    next: async (): Promise<DecodedFrame | null> => {
      const { value } = await pictures.next(undefined);
      if (value === undefined) return null;
      number += 1;
      return {
        ticks: ticks[number] ?? null,
        durationTicks: durations[number] ?? 0,
        isDamaged: false,
        pixels: () => value,
      };
    },
    seek: async () => {
      await pictures.return(undefined);
      pictures = readPictures(file, facts, pixels);
      number = -1;
    },
    hasRisingTimes: async () =>
      ticks.every((at, index) => at !== null && at > (ticks[index - 1] ?? Number.NEGATIVE_INFINITY)),
    bytesRead: () => Math.round((sizeBytes * (number + 1)) / Math.max(1, ticks.length)),
    trouble: () => trouble,
    close: () => void pictures.return(undefined),
  };
}

const wholeNumber = z.number().int();
const listing = z.object({
  format: z.object({ format_name: z.string() }),
  streams: z
    .array(
      z.object({
        codec_name: z.string().default('unknown'),
        width: wholeNumber.default(0),
        height: wholeNumber.default(0),
        pix_fmt: z.string().default('unknown'),
        time_base: z.string(),
        r_frame_rate: z.string().default('0/0'),
        avg_frame_rate: z.string().default('0/0'),
        duration_ts: wholeNumber.optional(),
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
      }),
    )
    .default([]),
  frames: z
    .array(
      z.object({
        best_effort_timestamp: wholeNumber.optional(),
        pkt_duration: wholeNumber.optional(),
        duration: wholeNumber.optional(),
      }),
    )
    .default([]),
});

interface PixelLayout {
  readonly format: string;
  readonly channels: 1 | 3;
  readonly bytesPerValue: 1 | 2;
}

async function inspect(file: string, sizeBytes: number) {
  const entries =
    'format=format_name:stream=codec_name,width,height,pix_fmt,time_base,r_frame_rate,avg_frame_rate,duration_ts' +
    ':stream_side_data=rotation:frame=best_effort_timestamp,pkt_duration,duration';
  const what = ['-select_streams', 'v:0', '-show_entries', entries, '-of', 'json'];
  const { stdout, stderr } = await run(
    'ffprobe',
    ['-v', 'error', ...ONLY_THE_FILE, ...what, `file:${file}`],
    {
      maxBuffer: MAX_LIST_BYTES,
    },
  ).catch((error: unknown) => {
    throw new OnsetError('bad-input', `${file} is not a video this program reads, or is cut off.`, {
      cause: error,
    });
  });
  const { format, streams, frames } = listing.parse(JSON.parse(stdout));
  const stream = streams[0];
  if (stream === undefined) throw new OnsetError('bad-input', `${file} holds no pictures.`);
  checkPixels(file, stream.width, stream.height);
  const { num, den } = fraction(stream.time_base);
  const hasTimes = num > 0 && den > 0 && !WITHOUT_TIMES.test(format.format_name);
  const turn = Math.abs(stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0);
  const isTurned = turn === 90 || turn === 270;
  const fps = [stream.avg_frame_rate, stream.r_frame_rate]
    .map(fraction)
    .filter((rate) => rate.num > 0 && rate.den > 0);
  const facts: VideoFacts = {
    codec: stream.codec_name,
    widthPx: isTurned ? stream.height : stream.width,
    heightPx: isTurned ? stream.width : stream.height,
    timeBase: hasTimes ? { num, den } : null,
    claimedFps: fps.map((rate) => rate.num / rate.den),
    claimedTicks: stream.duration_ts ?? null,
    sizeBytes,
  };
  const said = stderr.trim().split('\n');
  return {
    facts,
    ticks: frames.map((frame) => (hasTimes ? (frame.best_effort_timestamp ?? null) : null)),
    durations: frames.map((frame) => frame.duration ?? frame.pkt_duration ?? 0),
    pixels: layoutOf(stream.pix_fmt),
    trouble: stderr.trim() === '' ? null : { packets: said.length, first: said[0] ?? '' },
  };
}

function fraction(text: string): Fraction {
  const [num = 0, den = 0] = text.split('/').map(Number);
  return { num, den };
}

function layoutOf(format: string): PixelLayout {
  const { isGrey, isDeep } = kindOfPixels(format);
  return {
    format: isGrey ? (isDeep ? 'gray16le' : 'gray') : isDeep ? 'rgb48le' : 'rgb24',
    channels: isGrey ? 1 : 3,
    bytesPerValue: isDeep ? 2 : 1,
  };
}

/** All pictures from the first on; ffmpeg waits while nobody asks for more, and ends with the generator. */
async function* readPictures(
  file: string,
  { widthPx, heightPx }: VideoFacts,
  { format, channels, bytesPerValue }: PixelLayout,
): AsyncGenerator<RawPixels, undefined> {
  const size = widthPx * heightPx * channels * bytesPerValue;
  const decode = ['-v', 'error', '-nostdin', '-threads', '2', ...ONLY_THE_FILE, '-i', `file:${file}`];
  const flags = ['-sws_flags', 'bicubic+accurate_rnd+full_chroma_int'];
  const give = [
    '-map',
    '0:v:0',
    '-fps_mode',
    'passthrough',
    ...flags,
    '-f',
    'rawvideo',
    '-pix_fmt',
    format,
    'pipe:1',
  ];
  const child = spawn('ffmpeg', [...decode, ...give], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    let held: Buffer[] = [];
    let heldBytes = 0;
    for await (const piece of child.stdout) {
      if (!Buffer.isBuffer(piece)) continue;
      held.push(piece);
      heldBytes += piece.length;
      if (heldBytes < size) continue;
      let all = Buffer.concat(held);
      for (; all.length >= size; all = all.subarray(size)) {
        const bytes = Uint8Array.from(all.subarray(0, size));
        const values = bytesPerValue === 2 ? wordsFromBytes(bytes) : bytes;
        yield { widthPx, heightPx, channels, values };
      }
      held = [all];
      heldBytes = all.length;
    }
  } finally {
    child.kill('SIGKILL');
  }
}
