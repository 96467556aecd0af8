import type { FieldProblem } from '../../kernel/app-error.ts';
import type { MediaFacts, MediaItem } from '../../kernel/post-content.ts';
import type { AnimationLimits, ImageLimits, KindCapability, VideoLimits } from './provider.capabilities.ts';

/** Which item of which post a problem is about. */
export interface Place {
  platformName: string;
  /** Path of the item, for example `media[2]`. */
  field: string;
}

/** What is wrong with one file for one kind of post; nothing where the file was not looked at yet. */
export function fileProblems(item: MediaItem, kind: KindCapability, place: Place): FieldProblem[] {
  const { file, type } = item;
  if (!file) return [];
  if (type === 'VIDEO') return kind.video ? videoProblems(file, kind.video, place) : [];
  if (!isAnimated(item)) return kind.image ? imageProblems(file, kind.image, place) : [];
  return kind.animation ? animationProblems(file, kind.animation, place) : [animationLost(place)];
}

export function isAnimated({ type, file }: MediaItem): boolean {
  return type === 'IMAGE' && (file?.frames ?? 1) > 1;
}

/** A figure of the file that must lie within limits. Null, on either side: not known, or no such limit. */
interface Measure {
  code: string;
  what: string;
  actual: number | null;
  min?: number | null;
  max?: number | null;
}

/** A property of the file that must be one of a few. */
interface Choice {
  code: string;
  what: string;
  actual: string | null;
  allowed: string[];
}

function imageProblems(file: MediaFacts, limits: ImageLimits, place: Place): FieldProblem[] {
  const { mimeTypes, convertedTypes } = limits;
  const choices: Choice[] = [
    {
      code: 'MEDIA_FORMAT',
      what: 'pictures',
      actual: file.mimeType,
      allowed: [...mimeTypes, ...convertedTypes],
    },
  ];
  const measures: Measure[] = [
    { code: 'IMAGE_TOO_SMALL', what: 'pixels in width', actual: file.width, min: limits.minWidth },
    // What is converted is made small enough on the way.
    ...(convertedTypes.includes(file.mimeType) ? [] : [sizeMeasure(file, limits)]),
  ];
  return [
    ...choiceProblems(choices, place),
    ...measureProblems(measures, place),
    ...ratioProblems(file, limits, place),
  ];
}

function animationProblems(file: MediaFacts, limits: AnimationLimits, place: Place): FieldProblem[] {
  return measureProblems(
    [
      sizeMeasure(file, limits),
      { code: 'IMAGE_TOO_LARGE', what: 'pixels in width', actual: file.width, max: limits.maxWidth },
      { code: 'IMAGE_TOO_LARGE', what: 'pixels in height', actual: file.height, max: limits.maxHeight },
      { code: 'TOO_MANY_FRAMES', what: 'frames', actual: file.frames, max: limits.maxFrames },
    ],
    place,
  );
}

function videoProblems(file: MediaFacts, limits: VideoLimits, place: Place): FieldProblem[] {
  const { durationMs, framesPerSecond, width, height } = file;
  const choices: Choice[] = [
    { code: 'MEDIA_FORMAT', what: 'videos', actual: file.mimeType, allowed: limits.mimeTypes },
    { code: 'VIDEO_CODEC', what: 'video coded as', actual: file.videoCodec, allowed: limits.videoCodecs },
    { code: 'AUDIO_CODEC', what: 'sound coded as', actual: file.audioCodec, allowed: limits.audioCodecs },
  ];
  const measures: Measure[] = [
    sizeMeasure(file, limits),
    {
      code: 'VIDEO_TOO_SHORT',
      what: 'milliseconds of length',
      actual: durationMs,
      min: limits.minDurationMs,
    },
    { code: 'VIDEO_TOO_LONG', what: 'milliseconds of length', actual: durationMs, max: limits.maxDurationMs },
    {
      code: 'FRAME_RATE',
      what: 'frames per second',
      actual: framesPerSecond,
      min: limits.minFramesPerSecond,
      max: limits.maxFramesPerSecond,
    },
    {
      code: 'VIDEO_SIZE',
      what: 'pixels in width',
      actual: width,
      min: limits.minWidth,
      max: limits.maxWidth,
    },
    {
      code: 'VIDEO_SIZE',
      what: 'pixels in height',
      actual: height,
      min: limits.minHeight,
      max: limits.maxHeight,
    },
    {
      code: 'VIDEO_SIZE',
      what: 'pixels at the shorter side',
      actual: width === null || height === null ? null : Math.min(width, height),
      max: limits.maxShortSide,
    },
  ];
  return [
    ...choiceProblems(choices, place),
    ...measureProblems(measures, place),
    ...ratioProblems(file, limits, place),
  ];
}

function sizeMeasure({ bytes }: MediaFacts, { maxBytes }: { maxBytes: number }): Measure {
  return { code: 'MEDIA_TOO_LARGE', what: 'bytes', actual: bytes, max: maxBytes };
}

function measureProblems(measures: Measure[], { platformName, field }: Place): FieldProblem[] {
  return measures.flatMap(({ code, what, actual, min = null, max = null }) => {
    if (actual === null) return [];
    if (min !== null && actual < min) {
      const message = `${platformName} asks for at least ${min} ${what}; this file has ${round(actual)}.`;
      return [{ field, code, message, limit: min, actual: round(actual) }];
    }
    if (max !== null && actual > max) {
      const message = `${platformName} takes at most ${max} ${what}; this file has ${round(actual)}.`;
      return [{ field, code, message, limit: max, actual: round(actual) }];
    }
    return [];
  });
}

function choiceProblems(choices: Choice[], { platformName, field }: Place): FieldProblem[] {
  return choices.flatMap(({ code, what, actual, allowed }) => {
    if (actual === null || allowed.includes(actual)) return [];
    const limit = allowed.join(', ');
    return [
      {
        field,
        code,
        message: `${platformName} takes ${what} ${limit}; this file is ${actual}.`,
        limit,
        actual,
      },
    ];
  });
}

/** A picture of 1080 x 1350 is 0.8 by one platform's sum and 0.7999 by another's; a hundredth makes no difference to either. */
const ratioSlack = 0.01;

function ratioProblems(
  { width, height }: MediaFacts,
  { minRatio, maxRatio }: { minRatio: number | null; maxRatio: number | null },
  { platformName, field }: Place,
): FieldProblem[] {
  if (!width || !height) return [];
  const actual = round(width / height);
  const tooNarrow = minRatio !== null && width / height < minRatio - ratioSlack ? minRatio : null;
  const limit = tooNarrow ?? (maxRatio !== null && width / height > maxRatio + ratioSlack ? maxRatio : null);
  if (limit === null) return [];
  const bounds = `${minRatio ?? 'any'} and ${maxRatio ?? 'any'}`;
  const message = `${platformName} shows files whose width divided by height is between ${bounds}; this one is ${width} x ${height}, which is ${actual}. Crop it.`;
  return [{ field, code: 'ASPECT_RATIO', message, limit, actual }];
}

function animationLost({ platformName, field }: Place): FieldProblem {
  return {
    field,
    code: 'ANIMATION_NOT_SUPPORTED',
    message: `${platformName} shows no animated pictures, and a still of it would lose the movement. Use a video, or a picture that stands still.`,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
