import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.ts';
import type { MediaItem, PostContent, PostOptions } from '../../../kernel/post-content.ts';
import { MetaComments } from '../meta.comments.ts';
import { MetaRemoval } from '../meta.removal.ts';
import { ProviderError } from '../provider.errors.ts';
import { textAt } from '../provider.json.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishClass,
  PublishingPort,
  PublishResult,
  ReadBackResult,
  RemoveResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import { facebookProblems, facebookPublishClass } from './facebook-content.ts';
import { FacebookFeed } from './facebook.feed.ts';
import { FacebookReels } from './facebook.reels.ts';
import { FacebookVideos } from './facebook.videos.ts';

/** What a post becomes on a Page. */
type Kind =
  { kind: 'comment'; below: string } | { kind: 'reel' | 'video'; item: MediaItem } | { kind: 'feed' };

/** Everything a Page can publish, each by its own way. */
@Injectable()
export class FacebookPublishing implements PublishingPort {
  readonly check = facebookProblems;
  readonly #twoPhase: boolean;

  constructor(
    config: AppConfig,
    private readonly feed: FacebookFeed,
    private readonly videos: FacebookVideos,
    private readonly reels: FacebookReels,
    private readonly comments: MetaComments,
    private readonly removal: MetaRemoval,
  ) {
    this.#twoPhase = config.facebook.twoPhase;
  }

  /** A video has its id before it is shown, and `finish` shows that one only. Comments can be repeated without end. */
  publishClass(content: PostContent): PublishClass {
    switch (kindOf(content).kind) {
      case 'comment':
        return 'plain';
      case 'reel':
      case 'video':
        return 'two-phase';
      case 'feed':
        return this.#twoPhase ? 'two-phase' : facebookPublishClass(content);
    }
  }

  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    try {
      const post = kindOf(content);
      switch (post.kind) {
        case 'comment':
          return { status: 'ready', resume: {} };
        case 'reel':
          return await this.reels.prepare(access, post.item, progress);
        case 'video':
          return await this.videos.prepare(access, post.item, progress);
        case 'feed':
          return await this.feed.prepare(access, content, progress);
      }
    } catch (error) {
      if (error instanceof ProviderError) return { status: 'failed', failure: error.failure };
      throw error;
    }
  }

  async publish(access: AccountAccess, content: PostContent, resume: ResumeState): Promise<PublishResult> {
    const post = kindOf(content);
    switch (post.kind) {
      case 'comment':
        return await this.comments.publish(access, {
          platform: 'FACEBOOK',
          postId: post.below,
          text: content.content,
        });
      case 'reel':
        return await this.reels.publish(access, content, resume);
      case 'video':
        return await this.videos.publish(access, content, resume);
      case 'feed':
        return await this.feed.publish(access, content, resume);
    }
  }

  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    const post = kindOf(sent.content);
    switch (post.kind) {
      case 'comment':
        return await this.comments.readBack(access, { ...sent, postId: post.below }, commentsOf(access));
      case 'reel':
        return await this.reels.readBack(access, sent);
      case 'video':
        return await this.videos.readBack(access, sent);
      case 'feed':
        return await this.feed.readBack(access, sent);
    }
  }

  async remove(
    access: AccountAccess,
    { platformPostId }: { platformPostId: string; options: PostOptions },
  ): Promise<RemoveResult> {
    return await this.removal.remove(access, platformPostId, 'FACEBOOK');
  }
}

function kindOf({ media, options }: PostContent): Kind {
  const { replyTo } = options;
  if (replyTo !== undefined) return { kind: 'comment', below: replyTo };
  const [item] = media;
  if (item?.type !== 'VIDEO') return { kind: 'feed' };
  return { kind: options.kind === 'REEL' ? 'reel' : 'video', item };
}

/** A comment without a name may be ours: where the right to read people's comments is missing, Facebook leaves the name out. */
function commentsOf({ accountId }: AccountAccess) {
  return {
    platform: 'FACEBOOK',
    fields: 'id,message,created_time,permalink_url,from',
    order: { order: 'reverse_chronological' },
    textField: 'message',
    timeField: 'created_time',
    isOurs: (entry: unknown) => [accountId, undefined].includes(textAt(entry, 'from', 'id')),
  } as const;
}
