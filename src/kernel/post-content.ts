/** What a post says, as the CRM gave it. A snapshot of this is what a publish attempt sends. */
export interface PostContent {
  /** Plain text; may be empty when media says it all. */
  content: string;
  media: MediaItem[];
  options: PostOptions;
}

export interface MediaItem {
  /** Where the file can be fetched. */
  url: string;
  type: MediaType;
  /** Description for people who do not see the picture; at most 1,000 characters. */
  altText?: string;
}

export const mediaTypes = ['IMAGE'] as const;

export type MediaType = (typeof mediaTypes)[number];

export interface PostOptions {
  /** A link to attach (Facebook); other platforms carry links in the text. */
  link?: string;
}
