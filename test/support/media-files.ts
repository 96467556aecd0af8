import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import sharp from 'sharp';

/** The smallest sequence and picture parameter sets that say: baseline, 1280 × 720. ISO/IEC 14496-15, 5.3.3 */
const avcDescription = Buffer.from('0142c01effe1000f6742c01ed9005005bb0110000003000468ce3880', 'hex');
const aacDescription = Buffer.from('1210', 'hex');

export interface WantedVideo {
  container?: 'mp4' | 'mov' | 'webm';
  seconds?: number;
  framesPerSecond?: number;
  /** Degrees that a player turns it by. */
  rotation?: 0 | 90 | 180 | 270;
  sound?: 'with' | 'without';
  /** The frames are padded until the file has at least this many bytes. */
  minBytes?: number;
}

/** A video whose container is right and whose frames are noise: 1280 × 720, H.264 and AAC, or VP9 in WebM. */
export async function makeVideo(wanted: WantedVideo = {}): Promise<Buffer> {
  const { container = 'mp4', seconds = 3, framesPerSecond = 30, rotation = 0, minBytes = 0 } = wanted;
  const output = new Output({ format: formats[container](), target: new BufferTarget() });
  const video = new EncodedVideoPacketSource(container === 'webm' ? 'vp9' : 'avc');
  output.addVideoTrack(video, { rotation, frameRate: framesPerSecond });
  const audio = wanted.sound === 'with' ? new EncodedAudioPacketSource('aac') : undefined;
  if (audio) output.addAudioTrack(audio);
  await output.start();

  const frames = Math.round(seconds * framesPerSecond);
  const frame = new Uint8Array(Math.max(16, Math.ceil(minBytes / frames)));
  for (let index = 0; index < frames; index += 1) {
    const kind = index % framesPerSecond === 0 ? 'key' : 'delta';
    const packet = new EncodedPacket(frame, kind, index / framesPerSecond, 1 / framesPerSecond);
    await video.add(packet, index === 0 ? { decoderConfig: videoConfig(container) } : undefined);
  }
  if (audio) await addSound(audio, seconds);
  await output.finalize();
  return Buffer.from(output.target.buffer ?? new ArrayBuffer(0));
}

const formats = {
  mp4: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  mov: () => new MovOutputFormat({ fastStart: 'in-memory' }),
  webm: () => new WebMOutputFormat(),
};

function videoConfig(container: 'mp4' | 'mov' | 'webm') {
  const size = { codedWidth: 1280, codedHeight: 720 };
  return container === 'webm'
    ? { codec: 'vp09.00.10.08', ...size }
    : { codec: 'avc1.42c01e', ...size, description: avcDescription };
}

async function addSound(audio: EncodedAudioPacketSource, seconds: number): Promise<void> {
  const length = 1024 / 44_100;
  for (let at = 0; at < seconds; at += length) {
    const packet = new EncodedPacket(new Uint8Array(10), 'key', at, length);
    const config = {
      codec: 'mp4a.40.2',
      numberOfChannels: 2,
      sampleRate: 44_100,
      description: aacDescription,
    };
    await audio.add(packet, at === 0 ? { decoderConfig: config } : undefined);
  }
}

/** A picture of one colour, half of which can be seen through where the kind allows it. */
export async function makePicture(
  kind: 'jpeg' | 'png' | 'webp' | 'gif',
  size: { width: number; height: number } = { width: 320, height: 200 },
): Promise<Buffer> {
  const background = { r: 200, g: 30, b: 30, alpha: kind === 'jpeg' ? 1 : 0 };
  return await sharp({ create: { ...size, channels: 4, background } })
    [kind]()
    .toBuffer();
}

/** A picture that shows `frames` pictures one after the other. */
export async function makeAnimation(kind: 'gif' | 'webp', frames: number): Promise<Buffer> {
  const size = { width: 64, height: 48 };
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, index) => {
      const background = { r: (index * 60) % 256, g: 90, b: 20 };
      return sharp({ create: { ...size, channels: 3, background } })
        .png()
        .toBuffer();
    }),
  );
  return await sharp(pictures, { join: { animated: true } })
    [kind]()
    .toBuffer();
}
