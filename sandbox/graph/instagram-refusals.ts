import { GraphRefusal, type GraphTrouble } from './errors.ts';

/** Codes of https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes */
export function refusal(trouble: GraphTrouble): GraphRefusal {
  return new GraphRefusal({ isTransient: false, ...trouble });
}

export const MEDIA_NOT_FOUND = {
  code: 24,
  subcode: 2207006,
  message: 'The requested resource does not exist',
  userTitle: 'Media Not Found',
  userMessage: 'The media with this id cannot be found.',
};
export const CONTAINER_GONE = {
  code: 24,
  subcode: 2207008,
  message: 'The requested resource does not exist',
  userTitle: 'Media Builder Expired',
  userMessage: 'The media builder with this creation id does not exist or has expired.',
};
export const ACCOUNT_RESTRICTED = {
  code: 25,
  subcode: 2207050,
  message: 'The account is restricted',
  userTitle: 'Account Restricted',
  userMessage: 'The Instagram account is restricted.',
};
export const NOT_READY = {
  code: 9007,
  subcode: 2207027,
  message: 'Media ID is not available',
  userTitle: 'Cannot Publish',
  userMessage: 'The media is not ready to be published. Please wait a moment.',
};
export const QUOTA_REACHED = {
  code: 9,
  subcode: 2207042,
  status: 403,
  message: 'Application request limit reached',
  userTitle: 'Publishing Limit Reached',
  userMessage: 'You reached the maximum number of posts that can be published in a day.',
};
export const CAPTION_TOO_LONG = {
  code: 36004,
  subcode: 2207010,
  message: 'The caption is too long',
  userTitle: 'Caption Too Long',
  userMessage: 'The caption may have at most 2200 characters.',
};
export const COVER_OUTSIDE = {
  code: 1,
  subcode: 2207057,
  message: 'The thumbnail offset is invalid',
  userTitle: 'Thumbnail Offset Invalid',
  userMessage: 'The thumbnail offset must lie within the video.',
};
export const UNKNOWN_MEDIA_TYPE = {
  code: 100,
  subcode: 2207023,
  message: 'Invalid parameter',
  userTitle: 'Unknown Media Type',
  userMessage: 'The media type is not supported.',
};
export const CAROUSEL_SIZE = {
  code: 100,
  subcode: 2207028,
  message: 'Invalid parameter',
  userTitle: 'Carousel Size',
  userMessage: 'A carousel needs 2 to 10 photos or videos.',
};
export const CANNOT_FETCH = {
  code: 9004,
  subcode: 2207052,
  message: 'Only photo or video can be accepted as media type.',
  userTitle: 'Media Download Failed',
  userMessage: 'The media could not be fetched from this URI.',
};
export const VIDEO_FORMAT = {
  code: 352,
  subcode: 2207026,
  message: 'The video format is not supported',
  userTitle: 'Unsupported Video',
  userMessage: 'The video format is not supported. Use MP4 or MOV.',
};
export const IMAGE_TOO_LARGE = {
  code: 36000,
  subcode: 2207004,
  message: 'The image size is too large',
  userTitle: 'Image Too Large',
  userMessage: 'The image may have at most 8 MiB.',
};
export const IMAGE_FORMAT = {
  code: 36001,
  subcode: 2207005,
  message: 'The image format is not supported',
  userTitle: 'Unsupported Image',
  userMessage: 'The image format is not supported. Use JPEG.',
};

export function aspectRatio(ratio: number): GraphTrouble {
  return {
    code: 36003,
    subcode: 2207009,
    message: 'The aspect ratio is not supported.',
    userTitle: 'Unsupported Aspect Ratio',
    userMessage: `The submitted image with aspect ratio ${ratio.toFixed(2)} cannot be published. Use a ratio from 4:5 to 1.91:1.`,
  };
}
