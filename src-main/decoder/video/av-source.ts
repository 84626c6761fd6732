import type * as Av from 'node-av/lib';
import { OnsetError } from '#shared/base/errors.ts';
import { checkPixels } from '../file.ts';
import { type AvLibrary, type Converter, createConverter } from './av-pixels.ts';
import { READABLE_FORMATS } from './formats.ts';
import { isOnItsSide, orientationOf, upright } from './raw-pixels.ts';
import type { DecodedFrame, VideoFacts, VideoSource } from './source.ts';

/** Decoding with two threads keeps two cores busy; more only delay the first frame. */
const THREADS = 2;

interface Opened {
  readonly format: Av.FormatContext;
  readonly stream: Av.Stream;
  readonly codec: Av.CodecContext;
  readonly codecName: string;
}

/** A video through FFmpeg's libraries in this process. Throws OnsetError `bad-input` naming the file. */
export function openAvSource(av: AvLibrary, file: string, sizeBytes: number): VideoSource {
  let opened = open(av, file);
  const { stream } = opened;
  const orientation = orientationOf(stream.codecpar.getCodedSideData(av.constants.AV_PKT_DATA_DISPLAYMATRIX));
  const facts = factsOf(av, opened, isOnItsSide(orientation), sizeBytes);
  const packet = new av.lib.Packet();
  packet.alloc();
  const frame = new av.lib.Frame();
  frame.alloc();
  let converter: Converter | null = null;
  let isEnded = false;
  /** After a seek the decoder is given nothing before a packet it can begin with. */
  let awaitsKeyframe = false;
  let isLeavingOut = false;
  let position = 0;
  let failedPackets = 0;
  let firstTrouble = '';

  const noteTrouble = (code: number) => {
    failedPackets += 1;
    if (firstTrouble === '') firstTrouble = wordsOf(av, code);
  };
  /** Whether the decoder leaves out pictures that no other needs. */
  const leaveOut = (unneeded: boolean) => {
    if (unneeded === isLeavingOut) return;
    opened.codec.setOption('skip_frame', unneeded ? 'noref' : 'default');
    isLeavingOut = unneeded;
  };
  /** Gives the decoder one more packet, or tells it that there are no more. */
  const feed = (fromTicks: number) => {
    const { format, codec } = opened;
    const read = format.readFrameSync(packet);
    if (read < 0) {
      if (read !== av.constants.AVERROR_EOF) noteTrouble(read);
      isEnded = true;
      codec.sendPacketSync(null);
      return;
    }
    position = Math.max(position, Number(packet.pos));
    if (packet.streamIndex === opened.stream.index) {
      if (packet.isKeyframe) awaitsKeyframe = false;
      if (packet.hasFlags(av.constants.AV_PKT_FLAG_CORRUPT)) noteTrouble(av.constants.AVERROR_EIO);
      if (!awaitsKeyframe) {
        leaveOut(packet.pts !== av.constants.AV_NOPTS_VALUE && Number(packet.pts) < fromTicks);
        const sent = codec.sendPacketSync(packet);
        if (sent < 0) noteTrouble(sent);
      }
    }
    packet.unref();
  };
  const decoded = (): DecodedFrame => {
    const ticks = frame.bestEffortTimestamp;
    return {
      ticks: facts.timeBase === null || ticks === av.constants.AV_NOPTS_VALUE ? null : Number(ticks),
      durationTicks: Number(frame.duration),
      isDamaged: frame.decodeErrorFlags !== 0 || frame.hasFlags(av.constants.AV_FRAME_FLAG_CORRUPT),
      pixels: () => {
        checkPixels(file, frame.width, frame.height);
        converter ??= createConverter(av);
        return upright(converter.convert(file, frame), orientation);
      },
    };
  };
  const reopen = () => {
    const again = open(av, file);
    closeAll(opened);
    opened = again;
    isLeavingOut = false;
    isEnded = false;
    awaitsKeyframe = false;
  };

  return {
    facts,
    next: async (fromTicks = Number.NEGATIVE_INFINITY) => {
      for (;;) {
        const received = opened.codec.receiveFrameSync(frame);
        if (received >= 0) return decoded();
        if (received === av.constants.AVERROR_EOF) return null;
        if (received !== av.constants.AVERROR_EAGAIN) noteTrouble(received);
        // After the last packet the decoder still holds frames; an error among them is passed over.
        else if (isEnded) return null;
        if (!isEnded) feed(fromTicks);
      }
    },
    seek: async (ticks) => {
      if (ticks === null) return reopen();
      const { format, stream: current, codec } = opened;
      const found = format.seekFrameSync(current.index, BigInt(ticks), av.constants.AVSEEK_FLAG_BACKWARD);
      if (found < 0) return reopen();
      codec.flushBuffers();
      isEnded = false;
      awaitsKeyframe = true;
    },
    hasRisingTimes: () => packetTimesRise(av, file),
    bytesRead: () => Math.min(position, sizeBytes),
    trouble: () => (failedPackets === 0 ? null : { packets: failedPackets, first: firstTrouble }),
    close: () => {
      converter?.close();
      frame.free();
      packet.free();
      closeAll(opened);
    },
  };
}

function open(av: AvLibrary, file: string): Opened {
  const format = new av.lib.FormatContext();
  const options = av.lib.Dictionary.fromObject({
    // A video that names other files or addresses is not followed.
    protocol_whitelist: 'file',
    format_whitelist: READABLE_FORMATS,
  });
  try {
    const result = format.openInputSync(`file:${file}`, null, options);
    if (result < 0)
      throw new OnsetError(
        'bad-input',
        `${file} is not a video this program reads, or is cut off (${wordsOf(av, result)}).`,
      );
  } finally {
    options.free();
  }
  try {
    return openDecoder(av, format, file);
  } catch (error) {
    format.closeInputSync();
    throw error;
  }
}

function openDecoder(av: AvLibrary, format: Av.FormatContext, file: string): Opened {
  const { constants, lib } = av;
  const isPicture = (stream: Av.Stream) =>
    stream.codecpar.codecType === constants.AVMEDIA_TYPE_VIDEO &&
    !stream.hasDisposition(constants.AV_DISPOSITION_ATTACHED_PIC);
  // Before a first frame is decoded to learn more.
  for (const { codecpar } of format.streams.filter(isPicture))
    checkPixels(file, codecpar.width, codecpar.height);
  const analysed = format.findStreamInfoSync(null);
  const stream = format.streams.find(isPicture);
  if (stream === undefined) throw new OnsetError('bad-input', `${file} holds no pictures.`);
  if (analysed < 0)
    throw new OnsetError('bad-input', `${file} is damaged or cut off (${wordsOf(av, analysed)}).`);
  checkPixels(file, stream.codecpar.width, stream.codecpar.height);
  for (const other of format.streams)
    if (other.index !== stream.index) other.discard = constants.AVDISCARD_ALL;
  const codecName = lib.avGetCodecName(stream.codecpar.codecId) ?? 'unknown';
  const decoder = lib.Codec.findDecoder(stream.codecpar.codecId);
  if (decoder === null)
    throw new OnsetError('bad-input', `${file} is coded as ${codecName}, which this program does not read.`);
  const codec = new lib.CodecContext();
  codec.allocContext3(decoder);
  codec.parametersToContext(stream.codecpar);
  codec.pktTimebase = stream.timeBase;
  codec.threadCount = THREADS;
  const result = codec.open2Sync(decoder, null);
  if (result < 0) {
    codec.freeContext();
    throw new OnsetError('bad-input', `${file} cannot be decoded (${wordsOf(av, result)}).`);
  }
  return { format, stream, codec, codecName };
}

function factsOf(
  { constants }: AvLibrary,
  { format, stream, codecName }: Opened,
  isTurned: boolean,
  sizeBytes: number,
): VideoFacts {
  const { width, height } = stream.codecpar;
  const { num, den } = stream.timeBase;
  const hasTimes = ((format.iformat?.flags ?? 0) & constants.AVFMT_NOTIMESTAMPS) === 0 && num > 0 && den > 0;
  const duration = stream.duration === constants.AV_NOPTS_VALUE ? null : Number(stream.duration);
  const fps = [stream.avgFrameRate, stream.rFrameRate].filter((rate) => rate.den > 0 && rate.num > 0);
  return {
    codec: codecName,
    widthPx: isTurned ? height : width,
    heightPx: isTurned ? width : height,
    timeBase: hasTimes ? { num, den } : null,
    claimedFps: fps.map((rate) => rate.num / rate.den),
    claimedTicks: duration ?? wholeDuration(format, num, den),
    sizeBytes,
  };
}

/** Of all streams together, where it can only be that of the pictures; in ticks. */
function wholeDuration(format: Av.FormatContext, num: number, den: number): number | null {
  const microseconds = Number(format.duration);
  if (format.nbStreams !== 1 || !(microseconds > 0) || num <= 0) return null;
  return (microseconds * den) / (1e6 * num);
}

const BREATH_MS = 15;

/** Of a video's packets, in the order they are decoded: no time to show stands twice, no time to decode comes before another. */
async function packetTimesRise(av: AvLibrary, file: string): Promise<boolean> {
  const opened = open(av, file);
  const packet = new av.lib.Packet();
  packet.alloc();
  const shown = new Set<bigint>();
  const none = av.constants.AV_NOPTS_VALUE;
  let decodedAt = none;
  let breathMs = performance.now();
  try {
    while (opened.format.readFrameSync(packet) >= 0) {
      if (packet.streamIndex === opened.stream.index) {
        const { pts, dts } = packet;
        if (pts === none || shown.has(pts)) return false;
        shown.add(pts);
        // Matroska does not say it of every packet.
        if (dts !== none && dts < decodedAt) return false;
        if (dts !== none) decodedAt = dts;
      }
      packet.unref();
      if (performance.now() - breathMs < BREATH_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      breathMs = performance.now();
    }
    return true;
  } finally {
    packet.free();
    closeAll(opened);
  }
}

function closeAll({ codec, format }: Opened): void {
  codec.freeContext();
  format.closeInputSync();
}

function wordsOf({ lib }: AvLibrary, code: number): string {
  return lib.FFmpegError.strerror(code);
}
